import type { VNode } from 'preact';
import { describe, expect, test } from 'vitest';
import { visitFor } from '../../test/support/visit.ts';
import { Checkbox, CheckboxGroup, RadioGroup } from './choices.tsx';
import { DateTimeField, NumberField, Select, TextArea, TextField } from './fields.tsx';
import { Form, type FormAttempt } from './form.tsx';
import { localValue } from './moment.ts';
import { renderPart } from './render.tsx';

const draw = (node: VNode, lang: 'en' | 'ar' = 'en') => renderPart(visitFor(lang), node);
const options = [
  { value: 'yes', label: 'Yes', hint: 'We want it' },
  { value: 'no', label: 'No' },
];
const attempt: FormAttempt = {
  values: { name: ['A "quoted" <b>name</b>'], people: ['many'], vote: ['no'], topics: ['a', 'b'] },
  problems: [
    { field: '', key: 'kernel.keyReused' },
    { field: 'name', key: 'kernel.tooShort', variables: { least: 40 } },
    { field: 'vote', key: 'kernel.chooseOne' },
  ],
};

describe('Form', () => {
  test('carries the token and a key of its own when it posts', () => {
    const html = draw(<Form action="/x">{''}</Form>);
    expect(html).toContain('<input type="hidden" name="_csrf" value="form-token"');
    expect(html).toContain('<input type="hidden" name="_key" value="key-1"');
    expect(html).toContain('method="post"');
  });

  test('carries neither when it only asks', () => {
    expect(
      draw(
        <Form action="/x" method="get">
          {''}
        </Form>,
      ),
    ).not.toContain('hidden');
  });

  test('sums up what is wrong, with the field’s label and a link to it, wherever the field stands', () => {
    const Ballot = () => <RadioGroup name="vote" label="Ballot" options={options} />;
    const html = draw(
      <Form action="/x" attempt={attempt}>
        <div>
          <TextField name="name" label="Name" />
        </div>
        <Ballot />
      </Form>,
    );
    expect(html).toContain('Please look at 3 things again');
    expect(html).toContain('<a href="#f-name"><strong>Name</strong> Please write at least 40 characters.</a>');
    expect(html).toContain('<a href="#f-vote"><strong>Ballot</strong> Please choose');
    expect(html).toMatch(/<li>(<!-- -->)?\s*This was sent before/);
    expect(html).toMatch(/<input id="f-vote" type="radio"/);
    expect(html).toContain('tabindex="-1" autofocus');
  });
});

describe('a field', () => {
  test('is bound to its label, hint and error', () => {
    const html = draw(
      <TextField name="name" label="Name" hint="As you say it" error={{ key: 'kernel.required' }} required />,
    );
    expect(html).toContain('<label for="f-name">');
    expect(html).toContain('aria-describedby="f-name-hint f-name-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('id="f-name-hint"');
    expect(html).toMatch(/id="f-name-error".*Please fill this in\./);
    expect(html).toContain('required');
    expect(html).not.toContain('optional');
  });

  test('without trouble says nothing about it, and that it is optional', () => {
    const html = draw(<TextArea name="why" label="Reason" />);
    expect(html).not.toMatch(/aria-|error/);
    expect(html).toContain('(optional)');
  });

  test('keeps what was typed, escaped, whatever it was', () => {
    const html = draw(
      <Form action="/x" attempt={attempt}>
        <TextField name="name" label="Name" value="earlier" />
        <NumberField name="people" label="People" />
        <TextField name="absent" label="Absent" value="earlier" />
      </Form>,
    );
    expect(html).toContain('value="A &quot;quoted&quot; &lt;b>name&lt;/b>"');
    expect(html).toContain('value="many"');
    expect(html).not.toContain('earlier');
  });

  test('names its zone where it asks for a time', () => {
    const value = localValue(new Date('2026-11-26T17:00:00Z'), 'America/New_York');
    const html = draw(<DateTimeField name="closes" label="Closes" value={value} />);
    expect(html).toContain('value="2026-11-26T12:00"');
    expect(html).toContain('Time zone: America/New York (EST)');
    expect(html).toContain('aria-describedby="f-closes-zone"');
  });

  test('chooses in a list what was sent, else what was given', () => {
    expect(draw(<Select name="vote" label="x" options={options} value="no" />)).toContain(
      '<option value="no" selected>',
    );
    const sent = (
      <Form action="/" attempt={attempt}>
        <Select name="vote" label="x" options={options} value="yes" />
      </Form>
    );
    expect(draw(sent)).toContain('<option value="no" selected>');
  });
});

describe('choices', () => {
  test('explain themselves and belong to their question', () => {
    const html = draw(<RadioGroup name="vote" label="Ballot" options={options} value="yes" required />);
    expect(html).toContain('<fieldset');
    expect(html).toContain('<legend>Ballot');
    expect(html).toContain('aria-describedby="f-vote-hint"');
    expect(html).toMatch(/value="yes" checked/);
  });

  test('an unticked box stays unticked after a refusal, though it began ticked', () => {
    expect(draw(<Checkbox name="agree" label="I agree" checked />)).toContain('checked');
    const sent = (
      <Form action="/" attempt={attempt}>
        <Checkbox name="agree" label="I agree" checked />
      </Form>
    );
    expect(draw(sent)).not.toContain('checked');
  });

  test('several may have been ticked', () => {
    const topics = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
    const html = draw(
      <Form action="/" attempt={attempt}>
        <CheckboxGroup name="topics" label="Topics" options={topics} />
      </Form>,
    );
    expect(html.match(/checked/g)).toHaveLength(2);
  });
});
