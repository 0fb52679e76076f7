import { strict as assert } from 'node:assert';
import { type AnswerView, answerPage, answerTroublePage } from '../../src/web/answer-page.ts';
import { Html, html } from '../../src/web/html.ts';
import { answerView } from './fake-answers.ts';

const bad = `</p><script>alert("1")</script><img src=x onerror='alert(2)'>&`;

describe('HTML from a template', () => {
  it('escapes every text, in content and in attributes', () => {
    assert.equal(html`<a title="${`"'<>&`}">${'<b>'}</a>`.text, '<a title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</a>');
  });

  it('takes HTML of its own as it is, one or many, and nothing for undefined', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    assert.equal(html`<ul>${items}</ul>${undefined}`.text, '<ul><li>a</li><li>&lt;</li></ul>');
    assert.equal(html`${new Html('<br>')}`.text, '<br>');
  });

  it('takes nothing for HTML that only looks like it', () => {
    const forged = JSON.parse('{"text":"<script>"}');
    assert.equal(html`${forged}`.text, '[object Object]');
  });
});

describe('the answer page', () => {
  it('shows the meeting, how it stands, and a button for each answer', () => {
    const page = answerPage(answerView());
    for (const words of ['B-10423', 'SSP-beredskab i Præstø', 'Hvornår', 'Rosagervej 28', 'Du har ikke svaret endnu.'])
      assert.ok(page.includes(words), words);
    assert.deepEqual(
      [...page.matchAll(/<button class="press" name="svar" value="([^"]+)">([^<]+)<\/button>/g)].map((m) => m.slice(1)),
      [
        ['deltager', 'Jeg deltager'],
        ['kan-ikke', 'Jeg kan ikke'],
        ['stedfortraeder', 'En stedfortræder deltager'],
      ],
    );
    assert.equal(page.match(/<form /g)?.length, 1);
  });

  it('runs no script whatever a field holds', () => {
    const view: AnswerView = {
      reference: bad,
      title: bad,
      facts: [{ title: bad, value: bad }],
      choices: [{ value: bad as 'deltager', label: bad }],
      chosen: bad as 'deltager',
      status: bad,
      joinUrl: `https://teams.microsoft.com/meet/1?p="${bad}`,
      exercise: bad,
    };
    const page = answerPage(view);
    assert.doesNotMatch(page, /<script|<img|onerror='/);
    // Each field stands there, escaped: three in the title, one above the heading, and so on.
    assert.equal(page.split('&lt;/p&gt;&lt;script&gt;').length - 1, 11);
    assert.match(page, /href="https:\/\/teams\.microsoft\.com\/meet\/1\?p=[^"<>]*"/);
  });

  it('says in words which answer is given', () => {
    const page = answerPage(answerView({ chosen: 'kan-ikke' }));
    assert.match(page, /value="kan-ikke">Jeg kan ikke <small>.*Dit svar<\/small><\/button>/);
    assert.equal(page.split('Dit svar</small>').length, 2);
  });

  it('has no form when there is nothing to answer', () => {
    const page = answerPage(answerView({ choices: [], status: 'Aflyst.' }));
    assert.doesNotMatch(page, /<form|<button/);
    assert.match(page, /Aflyst\./);
  });

  it('links to an https address only', () => {
    for (const joinUrl of ['javascript:alert(1)', 'http://teams.microsoft.com/', 'data:text/html,x', 'x', ''])
      assert.doesNotMatch(answerPage(answerView({ joinUrl })), /Åbn onlinemødet/, joinUrl);
    assert.match(answerPage(answerView()), /<small>teams\.microsoft\.com<\/small>/);
  });

  it('shows that it is an exercise, also in the title', () => {
    const page = answerPage(answerView({ exercise: 'ØVELSE' }));
    assert.match(page, /<p class="alarm">ØVELSE<\/p>/);
    assert.match(page, /<title>ØVELSE: SSP-beredskab i Præstø \(B-10423\)<\/title>/);
  });

  it('is Danish, fits a phone, is found by nobody, and loads nothing', () => {
    for (const page of [answerPage(answerView({ joinUrl: undefined })), answerTroublePage('lost')]) {
      assert.match(page, /^<!doctype html>\n<html lang="da">/);
      assert.match(page, /name="viewport" content="width=device-width, initial-scale=1"/);
      assert.match(page, /name="robots" content="noindex, nofollow"/);
      assert.doesNotMatch(page, /https?:|<script|src=|url\(|@import|style="/);
    }
  });
});
