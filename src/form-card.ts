import type { Press } from './notice-card.ts';
import type { CardMessage } from './ports.ts';
import type { Language } from './structure/structure.ts';

interface Labelled {
  /** Name under which the input comes back. */
  id: string;
  label: string;
}
export interface Choice {
  title: string;
  value: string;
}

/** What can be filled in. `value` is what stands there already; of several chosen ones, separated by commas. */
export type FormInput = Labelled &
  (
    | { kind: 'text'; value: string; most: number; multiline?: boolean; hint?: string; required?: boolean }
    | { kind: 'choice'; value: string; choices: Choice[]; many?: boolean; search?: boolean; required?: boolean }
    | { kind: 'toggle'; value: boolean }
    | { kind: 'date'; value: string }
  );

/** A form, filled in as far as is known. All texts but the inputs' values are Markdown. */
export interface Form {
  title: string;
  lead?: string;
  /** What must not be written here. */
  warning?: string;
  /** What was wrong with the last try: each says what is allowed. */
  faults?: string[];
  inputs: FormInput[];
  small?: string;
  /** The buttons that send it. */
  sends: Press[];
  /** It stands in a dialog, and is sent as one. */
  dialog: boolean;
}

export function formCard(form: Form, language: Language): CardMessage {
  const { title, lead = '', warning = '', faults = [], inputs, small = '', sends, dialog } = form;
  return {
    template: 'common-form',
    summary: title,
    data: {
      ...{ lang: language, speak: title, title, lead, warning, small, dialog },
      faults: faults.map((text) => ({ text })),
      inputs: inputs.map(inputData),
      sends: sends.map((send) => ({ ...send, dialog })),
    },
  };
}

/** Every key that the template asks for: a missing one would stand in the card as it is. */
function inputData(input: FormInput): Record<string, unknown> {
  const base = { hint: '', multiline: false, required: false, most: 0, style: 'compact', many: false, choices: [] };
  switch (input.kind) {
    case 'text':
      return { ...base, ...input };
    case 'choice': {
      const style = input.many ? 'expanded' : input.search ? 'filtered' : 'compact';
      return { ...base, ...input, style };
    }
    case 'toggle':
      return { ...base, ...input, value: String(input.value) };
    case 'date':
      return { ...base, ...input };
    default:
      return input satisfies never;
  }
}
