import { da } from './texts-da.ts';
import { en } from './texts-en.ts';

/** Every sentence of the product; the Danish file is the master, and the compiler holds the English one to it. */
export type Texts = { readonly [Key in keyof typeof da]: (typeof da)[Key] extends string ? string : (typeof da)[Key] };

/** The sentences in this language. */
export function textsIn(language: 'da' | 'en'): Texts {
  return language === 'en' ? en : da;
}
