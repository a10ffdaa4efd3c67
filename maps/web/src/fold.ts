// Folding of text for the search box: case, accents and the letters that Arabic, Persian and Urdu write differently.

const ARABIC: Record<string, string> = { "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ہ": "ه", "ھ": "ه", "ؤ": "و" };

export function fold(text: string): string {
  let folded = text.toLowerCase();
  // Plain ASCII, nearly everything in a large collection, needs no more.
  if (!/[^\x00-\x7f]/.test(folded)) return folded;
  folded = folded.replace(/[يىكةۀأإآہھؤ]/g, (letter) => ARABIC[letter]);
  return folded.normalize("NFKD").replace(/[\p{M}\u200c\u200d\u0640]/gu, "");
}
