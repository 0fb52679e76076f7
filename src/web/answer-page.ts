import { type Html, html } from './html.ts';
import { plainPage } from './plain-page.ts';

export const answerChoices = ['deltager', 'kan-ikke', 'stedfortraeder'] as const;
export type AnswerChoice = (typeof answerChoices)[number];

/** What somebody outside the tenant sees of a meeting that they are called to. Plain text in every field. */
export interface AnswerView {
  /** B-10423 */
  reference: string;
  /** SSP-beredskab i Præstø */
  title: string;
  /** Hvornår, Hvor, Indkaldt af, Kort. */
  facts: { title: string; value: string }[];
  /** Empty: there is nothing to answer any more. */
  choices: { value: AnswerChoice; label: string }[];
  /** What they have answered. */
  chosen?: AnswerChoice;
  /** One sentence: how it stands. */
  status: string;
  /** The online meeting; shown only when it is an https address. */
  joinUrl?: string;
  /** The banner of an exercise, when it is one: ØVELSE. */
  exercise?: string;
}

// Relative, so that it also leads there when the bot stands under a path.
const foot = html`<p>Spørgsmål? Svar på mailen, eller ring til den, der har indkaldt dig.</p>
<p><a href="../privatliv">Sådan behandles oplysninger</a></p>`;

/** The page behind the link in an invitation: what it is about, and one form with a button for each answer. */
export function answerPage(view: AnswerView): string {
  const { reference, title, exercise, facts, status } = view;
  const open = view.choices.length > 0;
  return plainPage({
    title: `${exercise ? `${exercise}: ` : ''}${title} (${reference})`,
    top: `Indkaldelse ${reference}`,
    main: html`
${exercise ? html`<p class="alarm">${exercise}</p>` : undefined}
<h1>${title}</h1>
<dl>${facts.map((fact) => html`<div><dt>${fact.title}</dt><dd>${fact.value}</dd></div>`)}</dl>
<h2 id="svar">${open ? 'Dit svar' : 'Status'}</h2>
<p class="status">${status}</p>
${open ? form(view) : undefined}
${joinLink(view.joinUrl)}
`,
    foot,
  });
}

/** The host stands on the link, so that it can be seen where it leads. */
function joinLink(joinUrl: string | undefined): Html | undefined {
  if (!joinUrl || !URL.canParse(joinUrl)) return undefined;
  const { protocol, host, href } = new URL(joinUrl);
  if (protocol !== 'https:') return undefined;
  return html`<h2>Onlinemøde</h2>
<p><a class="press" href="${href}" rel="noreferrer">Åbn onlinemødet <small>${host}</small></a></p>`;
}

/** No action: it is posted to the address that the page was opened at. */
function form({ choices, chosen }: AnswerView): Html {
  const mark = html`<small>✓ Dit svar</small>`;
  const buttons = choices.map(({ value, label }) =>
    value === chosen
      ? html`<button class="press chosen" name="svar" value="${value}">${label} ${mark}</button>\n`
      : html`<button class="press" name="svar" value="${value}">${label}</button>\n`,
  );
  return html`<form method="post" aria-labelledby="svar">
${buttons}${chosen ? html`<p class="hint">Du kan ændre dit svar. Det seneste gælder.</p>` : undefined}
</form>`;
}

/** Why there is no invitation to show. `lost`: the link is none, or too old; `unread`: no answer was in what came; `often`: too many of them. */
export type AnswerTrouble = 'lost' | 'unread' | 'later' | 'not-sure' | 'often';

const troubles: Record<AnswerTrouble, { title: string; text: string; help: string; back?: string }> = {
  lost: {
    title: 'Linket virker ikke',
    text: 'Det er måske for gammelt, eller også er ikke hele linket kommet med.',
    help: 'Svar på mailen, eller ring til den, der har indkaldt dig.',
  },
  unread: {
    title: 'Dit svar kom ikke med',
    text: 'Gå tilbage til indkaldelsen, og tryk på et af svarene.',
    help: 'Virker det stadig ikke, så svar på mailen, eller ring til den, der har indkaldt dig.',
    back: 'Tilbage til indkaldelsen',
  },
  often: {
    title: 'For mange svar',
    text: 'Der er svaret mange gange fra dette link. Det seneste svar gælder. Vent lidt, før du ændrer det.',
    help: 'Haster det, så ring til den, der har indkaldt dig.',
    back: 'Se indkaldelsen',
  },
  later: {
    title: 'Det virker ikke lige nu',
    text: 'Indkaldelsen kan ikke vises. Prøv igen om lidt.',
    help: 'Haster det, så ring til den, der har indkaldt dig.',
    back: 'Prøv igen',
  },
  'not-sure': {
    title: 'Det virker ikke lige nu',
    text: 'Dit svar er måske ikke taget imod. Prøv igen om lidt, og se, hvad der står.',
    help: 'Haster det, så ring til den, der har indkaldt dig.',
    back: 'Se indkaldelsen',
  },
};

/** The page in the place of the invitation: what is wrong, what to do, and whom to turn to. */
export function answerTroublePage(trouble: AnswerTrouble): string {
  const { title, text, help, back } = troubles[trouble];
  return plainPage({
    title,
    top: 'Indkaldelse',
    main: html`
<h1>${title}</h1>
<p>${text}</p>
<p>${help}</p>
${back ? html`<p><a class="press" href="">${back}</a></p>` : undefined}
`,
    foot: html`<p><a href="../privatliv">Sådan behandles oplysninger</a></p>`,
  });
}
