/**
 * The form of a name in which searches and duplicate checks compare: NFKC, case folded, white space collapsed to single spaces and trimmed.
 * Case is folded through upper case, so that "Straße" and "STRASSE" are one name. Diacritics stay: "resume" and "résumé" are two names,
 * and the search's trigrams find one from the other. Applying it twice gives the same as once.
 */
export function normalizeName(text: string): string {
  const folded = fold(fold(text));
  return folded.replace(/\s+/gu, ' ').trim();
}

const fold = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
