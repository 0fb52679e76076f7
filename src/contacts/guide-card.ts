import { textsIn } from '../language/texts.ts';
import type { CardMessage } from '../ports.ts';
import type { Signer } from '../signing.ts';
import type { Language } from '../structure/structure.ts';

export const examplePurpose = 'contacts.example';

/** A card that shows the way: welcome, help, greeting, or nothing found. */
export function guideCard(
  { title, text }: { title: string; text: string },
  language: Language,
  signer: Signer,
  privacyWarning = false,
): CardMessage {
  const texts = textsIn(language);
  return {
    template: 'contacts-guide',
    summary: `${title}. ${text}`,
    data: {
      lang: language,
      speak: `${title}. ${text}`,
      privacy: privacyWarning ? texts.privacy : '',
      title,
      text,
      lines: texts.helpLines.map((text) => ({ text })),
      limits: texts.limits,
      examples: texts.examples.map((example, index) => ({
        title: example,
        press: signer.sign(examplePurpose, { index, language }),
      })),
    },
  };
}
