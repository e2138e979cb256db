import { CoalitionShell } from '../../../coalitions/shell.tsx';
import type { Place } from '../../../kernel/place.ts';
import { powerPaths } from '../../../power/paths.ts';
import type { Values } from '../../../system/web/formdata.ts';
import type { Attempt } from '../../../system/web/page.ts';
import { SubmitButton } from '../../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../ui/choices.tsx';
import { DateTimeField, TextArea, TextField } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page } from '../../../ui/page.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { RuleFields } from '../../pages/propose.tsx';
import { decisionPaths } from '../../paths.ts';
import { atConcurrence, type Constituency } from '../../weights/pages/concurrence-fields.tsx';
import type { KeptRule } from '../kept.ts';

interface Props {
  place: Place;
  constituencies: Constituency[];
  /** The rule that is to be changed, as it was last put. */
  changed?: { id: string; name: string; rule: KeptRule };
  /** The first rule is set, not decided on. */
  founding: boolean;
  attempt?: Attempt;
}

/** Put a rule, or a change of one, before the coalition; or set the first. */
export function ProposeRulePage({ place, constituencies, changed, founding, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const title = t(founding ? 'rules.setFounding' : changed ? 'rules.proposeChange' : 'rules.proposeNew');
  const filled: Attempt | undefined = changed && { values: valuesOf(changed.rule), problems: [] };
  const sent = attempt && {
    ...attempt,
    problems: attempt.problems.map((problem) => ({ ...problem, field: atConcurrence(problem.field, attempt.values) })),
  };
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        lead={t(founding ? 'rules.foundingLead' : 'rules.proposeLead')}
        crumbs={[
          { label: t('decisions.title'), href: paths.list },
          { label: t('rules.title'), href: paths.rules },
        ]}
      >
        {attempt?.problems
          .filter(({ field }) => field === '')
          .map((problem) => (
            <Notice key={problem.key} kind="error">
              {t(problem as never)}
            </Notice>
          ))}
        <Form action={changed ? paths.changeRule(changed.id) : paths.newRule} attempt={sent ?? filled}>
          {!changed && (
            <TextField name="name" label={t('rules.name')} hint={t('rules.nameHint')} maxlength={80} required />
          )}
          {!founding && <Question name={changed?.name} />}
          <RuleFields
            kept
            power={powerPaths(place.coalition.slug).page}
            weights={paths.weights}
            constituencies={constituencies}
          />
          <Checkbox
            name="ratificationAllowed"
            label={t('decisions.ratificationAllowed')}
            hint={t('decisions.ratificationHint')}
            checked
            required
          />
          <RadioGroup
            name="ratificationSilence"
            label={t('decisions.silence')}
            value="lapses"
            options={[
              { value: 'lapses', label: t('decisions.silenceLapses') },
              { value: 'stands', label: t('decisions.silenceStands') },
            ]}
          />
          <SubmitButton>{t(founding ? 'rules.setFounding' : 'decisions.proposeButton')}</SubmitButton>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

function Question({ name }: { name?: string }) {
  const { t } = useVisit();
  return (
    <>
      <TextField
        name="question"
        label={t('decisions.question')}
        value={name ? t('rules.askChange', { name }) : t('rules.askNew')}
        maxlength={300}
        required
      />
      <TextArea name="background" label={t('decisions.background')} hint={t('rules.backgroundHint')} rows={6} />
      <DateTimeField name="opensAt" label={t('decisions.opens')} hint={t('decisions.opensHint')} />
      <DateTimeField name="closesAt" label={t('decisions.closes')} required />
    </>
  );
}

/** A rule as its form would send it. */
function valuesOf(rule: KeptRule): Values {
  const { settings, weights, concurrence, ratificationAllowed, ...plain } = rule;
  const texts: [string, string][] = [
    ...Object.entries(plain),
    ...Object.entries(settings).map(([name, value]): [string, string] => [`settings.${name}`, value]),
    ...(['by', 'perVote', 'cap', 'missing'] as const).map((name): [string, string] => [
      `weights.${name}`,
      weights[name],
    ]),
    ...concurrence.groups.map(({ id, threshold }): [string, string] => [`concurrence.by.${id}`, threshold]),
    ['concurrence.members', concurrence.members],
    ['concurrence.people', concurrence.people],
  ];
  if (weights.perConstituency) texts.push(['weights.perConstituency', 'on']);
  if (ratificationAllowed) texts.push(['ratificationAllowed', 'on']);
  return Object.fromEntries(texts.map(([name, text]) => [name, [text]]));
}
