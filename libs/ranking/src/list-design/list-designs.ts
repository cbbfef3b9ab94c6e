import { balancedDesign } from './balanced-design.js';
import { latinSquareDesign } from './latin-square-design.js';
import type { ListDesign } from './list-design.js';
import { randomDesign } from './random-design.js';
import { slidingWindowDesign } from './sliding-windows.js';
import { tournamentGroupDesign } from './tournament-groups.js';
import { triangularDesign } from './triangular-design.js';

/** Every design of this library, for comparisons and choices by name. */
export const LIST_DESIGNS: readonly ListDesign[] = [
  balancedDesign,
  randomDesign,
  latinSquareDesign,
  triangularDesign,
  slidingWindowDesign,
  tournamentGroupDesign,
];
