import { builders, printer } from 'prettier/doc';

/** Prettier's layout language, the only part of Prettier that is bundled: its printer decides which groups break. */
export type Doc = builders.Doc;
export const doc = builders;
export const { printDocToString } = printer;
