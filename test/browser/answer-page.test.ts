import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { AnswerView } from '../../src/web/answer-page.ts';
import type { WebServer } from '../../src/web/server.ts';
import { answerView, type FakeAnswers, fakeAnswers, goodToken, startDoors } from '../web/fake-answers.ts';

const pictures = join(import.meta.dirname, '../../test-results');
const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const quietFlags = ['--disable-background-networking', '--disable-component-update'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const schemes = ['light', 'dark'] as const;

const long = 'Speciallægepraksiskonsulentordningssekretariatet'.repeat(2);
const states: Record<string, Partial<AnswerView>> = {
  unanswered: {},
  answered: { chosen: 'deltager', status: 'Du deltager. Svaret er taget imod kl. 14.05.' },
  exercise: { exercise: 'ØVELSE', chosen: 'stedfortraeder' },
  cancelled: { choices: [], status: 'Aflyst.', joinUrl: undefined },
  long: { title: long, reference: long, facts: [{ title: long, value: long }], status: long },
  bare: { facts: [], joinUrl: undefined },
};

describe('the answer page in a browser', () => {
  const answers: FakeAnswers = fakeAnswers();
  let server: WebServer;
  let browser: Browser;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    server = await startDoors(answers);
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    browser = await chromium.launch({ executablePath, args: [...browserFlags, ...quietFlags] });
  });
  beforeEach(() => {
    Object.assign(answers, { view: answerView(), failing: false });
    answers.calls.length = 0;
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;
  const invitation = () => at(`/svar/${goodToken}`);
  const withPage = async (options: BrowserContextOptions, use: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ ...phone, ...options });
    context.setDefaultTimeout(15_000);
    try {
      await use(await context.newPage());
    } finally {
      await context.close();
    }
  };
  const picture = (page: Page, name: string) =>
    page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  const faultsOf = async (page: Page) => {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
      // 7:1 instead of 4.5:1, and what axe cannot decide counts too.
      const rules = { 'color-contrast-enhanced': { enabled: true } };
      // @ts-expect-error axe is put into the page just above.
      const { violations, incomplete } = await globalThis.axe.run({ rules });
      const found = [...violations, ...incomplete] as { id: string; nodes: { html: string }[] }[];
      return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    });
  };
  const isTooWide = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  it('takes an answer with one press on a phone without JavaScript, and another one', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(invitation());
      await picture(page, 'answer-page');
      await page.getByRole('button', { name: 'Jeg deltager' }).tap();
      await page.getByText('Du deltager. Svaret er taget imod kl. 14.05.').waitFor();
      assert.equal(page.url(), invitation());
      await page.getByRole('button', { name: 'Jeg deltager ✓ Dit svar' }).waitFor();
      await picture(page, 'answer-page-answered');
      await page.reload();
      assert.deepEqual(answers.calls, ['show', 'take deltager', 'show', 'show']);
      await page.getByRole('button', { name: 'Jeg kan ikke' }).tap();
      await page.getByText('Du deltager ikke.').waitFor();
    });
  });

  it('takes an answer from the keyboard', async () => {
    await withPage({}, async (page) => {
      await page.goto(invitation());
      await page.getByRole('button', { name: 'Jeg kan ikke' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Du deltager ikke.').waitFor();
    });
  });

  it('leads back from a page of trouble', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(invitation());
      answers.failing = true;
      await page.getByRole('button', { name: 'Jeg deltager' }).tap();
      await page.getByText('Dit svar er måske ikke taget imod').waitFor();
      await picture(page, 'answer-page-trouble');
      answers.failing = false;
      await page.getByRole('link', { name: 'Se indkaldelsen' }).tap();
      await page.getByText('Du har ikke svaret endnu.').waitFor();
      await page.getByRole('link', { name: 'Sådan behandles oplysninger' }).tap();
      await page.getByRole('heading', { name: 'SSP-bot: sådan behandles oplysninger' }).waitFor();
    });
  });

  it('has large targets, and nothing beside the screen', async () => {
    await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      for (const [name, given] of Object.entries(states)) {
        answers.view = answerView(given);
        await page.goto(invitation());
        assert.equal(await isTooWide(page), false, name);
        for (const target of await page.locator('.press').all()) {
          const box = (await target.boundingBox())!;
          assert.ok(box.height >= 48 && box.width >= 250, `${name}: ${box.width} x ${box.height}`);
        }
      }
    });
  });

  for (const colorScheme of schemes) {
    it(`has nothing that axe finds in any state, ${colorScheme}`, async () => {
      await withPage({ colorScheme }, async (page) => {
        for (const [name, given] of Object.entries(states)) {
          answers.view = answerView(given);
          await page.goto(invitation());
          assert.deepEqual(await faultsOf(page), [], name);
          if (name === 'exercise') await picture(page, `answer-page-${colorScheme}`);
        }
        await page.goto(at('/svar/x'));
        assert.deepEqual(await faultsOf(page), [], 'lost');
        answers.failing = true;
        await page.goto(invitation());
        assert.deepEqual(await faultsOf(page), [], 'later');
      });
    });

    it(`has nothing that axe finds on the pages of the manifest, ${colorScheme}`, async () => {
      await withPage({ colorScheme }, async (page) => {
        for (const path of ['/privatliv', '/vilkaar']) {
          await page.goto(at(path));
          assert.deepEqual(await faultsOf(page), [], path);
          assert.equal(await isTooWide(page), false, path);
        }
      });
    });
  }
});
