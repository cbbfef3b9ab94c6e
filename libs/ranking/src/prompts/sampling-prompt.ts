/**
 * Prompts of stage 1. Three example lists show the form (a line of things of one kind, separated by commas); the model goes on after the seeds.
 * A name follows as " name" and ends with ",". Wording is ours: the paper's is not public.
 */
export const SAMPLING_PROMPT_VERSION = 'sampling-1';

const EXAMPLES = [
  'apple, banana, cherry, mango, peach, plum, apricot, fig',
  'Paris, London, Rome, Madrid, Berlin, Vienna, Lisbon, Oslo',
  'hammer, saw, drill, wrench, pliers, chisel, screwdriver, axe',
];

/** Token text that ends a name. */
export const NAME_END = ',';

export function samplingPrompt(seedNames: readonly string[]): string {
  return `${EXAMPLES.join('\n')}\n${seedNames.join(', ')},`;
}

/** A prompt whose seeds have nothing in common: what the model would name anyway. */
export function neutralPrompt(): string {
  return samplingPrompt(['door', 'seven', 'music']);
}

/** How a name is written after a prompt. */
export function continuation(name: string): string {
  return ` ${name}`;
}
