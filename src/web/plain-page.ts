import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';

// Ink on paper is at least 7:1 in light and in dark; what can be pressed is at least 3.5rem (56 px) high.
const css = `
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--quiet:#474747;--line:#c9c9c9;--accent:#0a4577;--on-accent:#fff;--alarm:#8a1c10;--on-alarm:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#f3f3f3;--paper:#15181b;--quiet:#c6cace;--line:#4b5157;--accent:#9fd0ff;--on-accent:#0b1a28;--alarm:#ffb9ae;--on-alarm:#380a05}}
*{box-sizing:border-box}
body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:36rem;margin:0 auto;padding:0 1.25rem;overflow-wrap:anywhere}
header{padding-top:1.25rem;color:var(--quiet)}
header p,footer p{margin:0 0 .5rem}
footer{margin-top:2.5rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);font-size:1rem;color:var(--quiet)}
h1{margin:0 0 1rem;font-size:1.75rem;line-height:1.2}
h2{margin:1.5rem 0 .25rem;font-size:1.25rem}
dl{margin:0}
dl div{padding:.375rem 0;border-top:1px solid var(--line)}
dt{font-size:1rem;color:var(--quiet)}
dd{margin:0;font-weight:600;white-space:pre-line}
a{color:var(--accent)}
.alarm{margin:0 0 1rem;padding:.75rem 1rem;border-radius:.5rem;background:var(--alarm);color:var(--on-alarm);font-weight:700}
.status{margin:0 0 1rem;font-weight:600}
.hint{margin:.75rem 0 0;color:var(--quiet);font-size:1rem}
.press{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 1rem;width:100%;min-height:3.5rem;margin:.75rem 0 0;padding:.625rem 1rem;border:2px solid var(--accent);border-radius:.5rem;font:inherit;font-weight:600;text-align:left;text-decoration:none;color:var(--accent);background:var(--paper);cursor:pointer;touch-action:manipulation}
.press.chosen{color:var(--on-accent);background:var(--accent)}
.press small{font-size:1rem;font-weight:400}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
`;
const style = new Html(`<style>${css}</style>`);
const styleHash = createHash('sha256').update(css).digest('base64');

/** Sent with every plain page: nothing is loaded, run, kept, found by a search engine, or told to where a link leads. */
export const plainPageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
};

/** A page of one column for phones, in Danish, light and dark, without script. `top`: the line above the heading. */
export function plainPage({ title, top, main, foot }: { title: string; top: string; main: Html; foot: Html }): string {
  return html`<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${style}
</head>
<body>
<header><p>${top}</p></header>
<main>${main}</main>
<footer>${foot}</footer>
</body>
</html>
`.text;
}
