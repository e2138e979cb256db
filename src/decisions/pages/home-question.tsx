// What a member's own people see: for which organization they are asked, the question with its background, and a button.
import type { z } from 'zod';
import { PlainShell } from '../../coalitions/shell.tsx';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useSay, useVisit } from '../../ui/visit.ts';
import { homeDoor, mandatePaths } from '../mandates/paths.ts';
import type { readLink } from '../mandates/queries.ts';
import { methodExplained } from '../words.ts';
import { atFirstField } from './ballot.tsx';
import { ChoiceFields } from './choice-fields.tsx';
import { AnswerWords } from './mandate-words.tsx';

type Asked = z.output<(typeof readLink)['output']>;

interface Props {
  asked: Asked;
  wrongCode: boolean;
  attempt?: Attempt;
}

export function HomeQuestionPage({ asked, wrongCode, attempt }: Props) {
  const { t } = useVisit();
  const say = useSay();
  const { member, coalition, state } = asked;
  const title = t('mandates.homeTitle', { member });
  const general = attempt?.problems.filter(({ field }) => field === '') ?? [];
  return (
    <PlainShell title={title} failed={attempt !== undefined}>
      <Page
        title={<span dir="auto">{asked.question}</span>}
        over={<span dir="auto">{title}</span>}
        lead={t('mandates.homeLead', { member, coalition: coalition.name, person: asked.askedBy })}
      >
        {general.length > 0 && (
          <Notice kind="error">
            {general.map((problem) => (
              <p key={problem.key}>{say(problem)}</p>
            ))}
          </Notice>
        )}
        {asked.note !== '' && <blockquote dir="auto">{asked.note}</blockquote>}
        {asked.background !== '' && (
          <Section title={t('decisions.background')}>
            <Markdown text={asked.background} />
          </Section>
        )}
        {asked.version > asked.askedVersion && <Notice kind="warning">{t('mandates.homeNewer')}</Notice>}
        {state !== 'open' ? (
          <Notice title={t('mandates.homeClosed', { state })} />
        ) : asked.needsCode ? (
          <CodeForm wrong={wrongCode} />
        ) : (
          <AnswerForm asked={asked} attempt={attempt} />
        )}
        <Others asked={asked} />
      </Page>
    </PlainShell>
  );
}

function CodeForm({ wrong }: { wrong: boolean }) {
  const { t } = useVisit();
  const attempt = wrong ? { values: {}, problems: [{ field: 'code', key: 'mandates.codeWrong' as const }] } : undefined;
  return (
    <Section title={t('mandates.whoAreYou')}>
      <Form action={homeDoor} attempt={attempt}>
        <TextField name="code" label={t('mandates.code')} hint={t('mandates.codeHint')} autocomplete="off" required />
        <SubmitButton>{t('common.continue')}</SubmitButton>
      </Form>
    </Section>
  );
}

function AnswerForm({ asked, attempt }: Pick<Props, 'asked' | 'attempt'>) {
  const { t } = useVisit();
  const mine = attempt && atFirstField(attempt, asked);
  const { answer } = asked;
  return (
    <Section
      title={t('mandates.yourAnswer', { name: asked.name ?? '' })}
      id="answer"
      note={methodExplained(t, asked.method)}
    >
      {answer && (
        <Notice kind="success" title={t('mandates.youSaid')}>
          <p>
            <strong>
              <AnswerWords answer={answer} options={asked.options} />
            </strong>{' '}
            <Time at={answer.at} />
          </p>
          <p>{t('mandates.canChange')}</p>
        </Notice>
      )}
      <p>
        {t('mandates.homeUntil')} <Time at={asked.closesAt} as="deadline" />
      </p>
      <p class="hint">
        {t('mandates.way', { way: asked.way })}. {t(asked.secret ? 'mandates.homeSecret' : 'mandates.homeOpen')}
      </p>
      <Form action={mandatePaths(asked.coalition.slug).answer} attempt={mine}>
        <ChoiceFields decision={asked} entry={{ choice: answer?.choice ?? null }} attempt={mine} reasons={false} />
        <RadioGroup
          name="says"
          label={t('mandates.orElse')}
          value={answer?.says ?? 'choice'}
          required
          options={(['choice', 'free', 'ask_again'] as const).map((says) => ({
            value: says,
            label: t('mandates.saysChoice', { says }),
          }))}
        />
        <TextArea name="note" label={t('mandates.answerNote')} value={answer?.note} rows={3} />
        <SubmitButton>{t(answer ? 'mandates.changeAnswer' : 'mandates.giveAnswer')}</SubmitButton>
      </Form>
    </Section>
  );
}

function Others({ asked }: { asked: Asked }) {
  const { t } = useVisit();
  if (asked.others.length === 0) return null;
  return (
    <Section title={t('mandates.others')}>
      <ul>
        {asked.others.map((other) => (
          <li key={other.name}>
            <bdi>{other.name}</bdi>: <AnswerWords answer={other} options={asked.options} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The link is wrong, too old, or was opened in another browser. */
export function NoHomeQuestion() {
  const { t } = useVisit();
  return (
    <PlainShell title={t('mandates.noLink')}>
      <Page title={t('mandates.noLink')} lead={t('mandates.noLinkWhy')} />
    </PlainShell>
  );
}
