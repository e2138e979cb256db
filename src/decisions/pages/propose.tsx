import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Representation } from '../../kernel/actor.ts';
import type { Place } from '../../kernel/place.ts';
import { powerPaths } from '../../power/paths.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { DateField, DateTimeField, NumberField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { type Kept, KeptRuleField } from '../rules/pages/field.tsx';
import { dividesMoney, methods } from '../tally/methods.ts';
import { mayKeepTemplate } from '../way/policy.ts';

import {
  atConcurrence,
  ConcurrenceFields,
  type Constituency,
  prepareConcurrence,
} from '../weights/pages/concurrence-fields.tsx';
import { WeightFields } from '../weights/pages/fields.tsx';
import { methodExplained, methodTitle, shareInWords } from '../words.ts';
import { MandateRuleFields } from './mandate-rule-fields.tsx';
import { ConsensusFields, MoneyFields } from './method-fields.tsx';
import { SecrecyField } from './secrecy.tsx';
import { Templates } from './start.tsx';

/** The ways that serve most questions; the others wait behind a click. */
const common = ['consent', 'majority', 'irv'];
const others = Object.keys(methods).filter((name) => !common.includes(name));

interface Props {
  place: Place;
  constituencies: Constituency[];
  kept: Kept;
  attempt?: Attempt;
  /** The coalition's own templates. */
  saved: { id: string; name: string; note: string }[];
}

/** One field each for options and subjects, as people write lists; the command wants them one by one. */
export function prepareProposal(values: Values): Values {
  const { optionLines, subjectList, ...rest } = prepareConcurrence(values);
  const lines = (optionLines?.[0] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  // Where a kept rule decides, its method is not in the form; the costs are.
  const priced = rest.byRule?.[0]
    ? lines.every((one) => asProject(one).cost !== '')
    : dividesMoney(rest.method?.[0] ?? '');
  const projects = priced ? lines.map(asProject) : undefined;
  const subjects = (subjectList?.[0] ?? '')
    .split(/[,،\n]/)
    .map((subject) => subject.trim())
    .filter(Boolean);
  const options = projects?.map(({ name }) => name) ?? lines;
  return {
    ...rest,
    ...(options.length > 0 && { options }),
    ...(projects && { costs: projects.map(({ cost }) => cost) }),
    ...(subjects.length > 0 && { subjects }),
  };
}

/** "Bike racks; 1200", with the semicolon of any script, or the tab of a spreadsheet. */
function asProject(line: string): { name: string; cost: string } {
  const [, name = line, cost = ''] = /^(.*)[;؛\t]([^;؛\t]*)$/.exec(line) ?? [];
  return { name: name.trim(), cost: cost.trim() };
}

/** A problem with the third option is shown where the options were typed. */
const atLists = ({ values, problems }: Attempt): Attempt => ({
  values,
  problems: problems.map((problem) => {
    const [head = ''] = problem.field.split('.');
    const field = { options: 'optionLines', subjects: 'subjectList' }[head] ?? problem.field;
    return { ...problem, field: atConcurrence(field, values) };
  }),
});

export function ProposePage({ place, constituencies, kept, saved, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  return (
    <CoalitionShell
      coalition={place.coalition}
      title={t('decisions.propose')}
      failed={attempt !== undefined && attempt.problems.length > 0}
    >
      <Page
        title={t('decisions.propose')}
        lead={t('decisions.proposeLead')}
        crumbs={[{ label: t('decisions.title'), href: paths.list }]}
      >
        <Templates
          propose={paths.propose}
          retire={paths.retireTemplate}
          saved={saved}
          mayRetire={mayKeepTemplate(place.actor) === true}
        />
        <Form action={paths.list} attempt={attempt && atLists(attempt)}>
          {attempt?.values.changes && <input type="hidden" name="changes" value={attempt.values.changes[0]} />}
          <TextField
            name="question"
            label={t('decisions.question')}
            hint={t('decisions.questionHint')}
            maxlength={300}
            required
          />
          <TextArea name="background" label={t('decisions.background')} hint={t('decisions.backgroundHint')} rows={8} />
          <ForWhom represents={place.actor.standing.represents} />
          <TextField name="subjectList" label={t('decisions.subjects')} hint={t('decisions.subjectsHint')} />
          <KeptRuleField kept={kept} rules={paths.rules} />
          <RuleFields
            power={powerPaths(place.coalition.slug).page}
            weights={paths.weights}
            constituencies={constituencies}
          />
          <TimeFields />
          <MandateRuleFields />
          <SubmitButton>{t('decisions.proposeButton')}</SubmitButton>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

function ForWhom({ represents }: { represents: Representation[] }) {
  const { t } = useVisit();
  const speaking = represents.filter(({ authority }) => authority !== 'observes');
  if (speaking.length === 0) return null;
  return (
    <Select
      name="forMember"
      label={t('decisions.forMember')}
      empty={t('decisions.forNobody')}
      options={speaking.map(({ member, memberName }) => ({ value: member, label: memberName }))}
    />
  );
}

interface RuleProps {
  power: string;
  weights: string;
  constituencies: Constituency[];
  /** A rule that is kept has no options. */
  kept?: boolean;
}

/** Everything of a rule but its dates; also for rules that are kept. */
export function RuleFields({ power, weights, constituencies, kept }: RuleProps) {
  const { t } = useVisit();
  return (
    <Section
      title={t('decisions.ruleTitle')}
      note={
        <>
          {t('decisions.ruleNote')} <SafeLink href={power}>{t('power.link')}</SafeLink>
        </>
      }
    >
      <MethodChoice label={t('decisions.methodLabel')} names={common} value="consent" />
      <details>
        <summary>{t('decisions.moreMethods', { count: others.length })}</summary>
        <MethodChoice label={t('decisions.otherMethods')} names={others} />
      </details>
      {!kept && (
        <>
          <h3>{t('decisions.forChoosing')}</h3>
          <TextArea name="optionLines" label={t('decisions.options')} hint={t('decisions.optionsHint')} rows={4} />
        </>
      )}
      <MoneyFields />
      <MajorityFields />
      <ConsensusFields />
      <h3>{t('decisions.forAll')}</h3>
      <Select
        name="quorum"
        label={t('decisions.quorum')}
        hint={t('decisions.quorumHint')}
        empty={t('common.none')}
        value="1/2"
        options={(['1/3', '1/2', '2/3', '3/4'] as const).map((value) => ({ value, label: shareInWords(t, value) }))}
      />
      <TextField name="headQuorum" label={t('rules.headQuorum')} hint={t('rules.headQuorumHint')} size="short" />
      <WeightFields preview={weights} />
      <ConcurrenceFields constituencies={constituencies} />
      <SecrecyField />
      <FineSettings />
    </Section>
  );
}

function MethodChoice({ label, names, value }: { label: string; names: string[]; value?: string }) {
  const { t } = useVisit();
  const options = names.map((name) => ({ value: name, label: methodTitle(t, name), hint: methodExplained(t, name) }));
  return <RadioGroup name="method" label={label} value={value} required options={options} />;
}

function MajorityFields() {
  const { t } = useVisit();
  return (
    <>
      <h3>{t('decisions.forMajority')}</h3>
      <Select
        name="settings.threshold"
        label={t('decisions.threshold')}
        value="1/2"
        options={[
          { value: '1/2', label: t('decisions.thresholdHalf') },
          { value: '2/3', label: t('decisions.thresholdTwoThirds') },
          { value: '3/4', label: t('decisions.thresholdThreeQuarters') },
          { value: '1', label: t('decisions.thresholdAll') },
        ]}
        required
      />
      <Select
        name="settings.of"
        label={t('decisions.thresholdOf')}
        value="votes"
        options={[
          { value: 'votes', label: t('decisions.ofVotes') },
          { value: 'ballots', label: t('decisions.ofBallots') },
          { value: 'roll', label: t('decisions.ofRoll') },
        ]}
        required
      />
    </>
  );
}

/** What only some ways of deciding ask for; each has a value that serves when nothing is said. */
function FineSettings() {
  const { t } = useVisit();
  return (
    <details>
      <summary>{t('decisions.fineSettings')}</summary>
      <RadioGroup
        name="objectionsJudgedBy"
        label={t('decisions.judges')}
        value="coordinators"
        required
        options={[
          { value: 'coordinators', label: t('decisions.judgesCoordinators') },
          { value: 'objectors', label: t('decisions.judgesObjectors'), hint: t('decisions.judgesObjectorsHint') },
        ]}
      />
      <NumberField name="settings.seats" label={t('decisions.seats')} hint={t('decisions.seatsHint')} />
      <NumberField name="settings.max" label={t('decisions.max')} hint={t('decisions.maxHint')} />
      <NumberField name="settings.dots" label={t('decisions.dots')} hint={t('decisions.dotsHint')} />
    </details>
  );
}

function TimeFields() {
  const { t } = useVisit();
  return (
    <Section title={t('decisions.timesTitle')} note={t('decisions.timesNote')}>
      <DateTimeField name="opensAt" label={t('decisions.opens')} hint={t('decisions.opensHint')} />
      <DateTimeField name="closesAt" label={t('decisions.closes')} required />
      <Checkbox
        name="ratificationAllowed"
        label={t('decisions.ratificationAllowed')}
        hint={t('decisions.ratificationHint')}
        checked
        required
      />
      <DateTimeField name="ratifyBy" label={t('decisions.ratifyBy')} hint={t('decisions.ratifyByHint')} />
      <RadioGroup
        name="ratificationSilence"
        label={t('decisions.silence')}
        value="lapses"
        options={[
          { value: 'lapses', label: t('decisions.silenceLapses') },
          { value: 'stands', label: t('decisions.silenceStands') },
        ]}
      />
      <DateField name="revisitOn" label={t('decisions.revisitOn')} hint={t('decisions.revisitHint')} />
    </Section>
  );
}
