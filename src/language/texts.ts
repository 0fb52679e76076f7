import { da, type Texts } from './texts-da.ts';
import { en } from './texts-en.ts';

export type { Texts };

/** The sentences in this language. */
export function textsIn(language: 'da' | 'en'): Texts {
  return language === 'en' ? en : da;
}
