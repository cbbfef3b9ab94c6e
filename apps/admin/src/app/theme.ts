import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f1effb',
  '#e1ddf5',
  '#c4bdeb',
  '#a69be0',
  '#8b7dd6',
  '#7566cc',
  '#6254c0',
  '#4f41b0',
  '#43379a',
  '#362c7f',
];

const dark: MantineColorsTuple = [
  '#e4e4e8',
  '#b8bac4',
  '#8f919d',
  '#696c79',
  '#3f414c',
  '#32343d',
  '#26272e',
  '#1d1e24',
  '#16171b',
  '#101114',
];

/** Dense and quiet: small radii, system type, one accent that is used for actions and focus only. */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.3' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.35' },
    },
  },
});

/** Greys that keep 4.5:1 on every surface of the pages, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#faf9f6',
    '--mantine-color-text': '#1d1e24',
    '--mantine-color-dimmed': '#5a5d68',
    '--mantine-color-placeholder': '#6a6d78',
    '--mantine-color-default-border': '#d3d1cb',
    '--mantine-color-error': '#b3202c',
  },
  dark: {
    '--mantine-color-body': '#16171b',
    '--mantine-color-text': '#e4e4e8',
    '--mantine-color-dimmed': '#a4a6b1',
    '--mantine-color-placeholder': '#9698a3',
    '--mantine-color-default': '#1f2026',
    '--mantine-color-default-border': '#3a3c46',
    '--mantine-color-anchor': '#b3a9ee',
    '--mantine-color-error': '#ff8b8b',
  },
});
