// A question that is at home: who was asked, who answered, and what the member's representatives can do meanwhile.
import type { Attempt } from '../../system/web/page.ts';
import { Actions, PostButton, SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { mandatePaths } from '../mandates/paths.ts';
import type { ConsultationView } from '../mandates/shapes.ts';
import type { Decision } from '../shapes.ts';
import type { Handed } from './mandate.tsx';
import { CountFields } from './mandate-forms.tsx';
import { AnswerWords } from './mandate-words.tsx';

interface Props {
  decision: Decision;
  consultation: ConsultationView;
  paths: ReturnType<typeof mandatePaths>;
  may: boolean;
  handed?: Handed;
  attempt?: Attempt;
}

export function ConsultationSection({ decision, consultation, paths, may, handed, attempt }: Props) {
  const { t } = useVisit();
  const { people, counts, state } = consultation;
  const tried = (form: string) => (attempt?.values.form?.[0] === form ? attempt : undefined);
  return (
    <Section title={t('mandates.asked')} id="asked" note={t('mandates.way', { way: consultation.way })}>
      <p>
        {t('mandates.askedUntil', { person: consultation.askedBy })} <Time at={consultation.closesAt} as="deadline" />
        {'. '}
        {t('mandates.answeredSoFar', { voices: consultation.voices })}
      </p>
      {consultation.secret && <p class="hint">{t('mandates.secretNote')}</p>}
      {handed && <HandOut handed={handed} people={people} />}
      {(people.length > 0 || counts.length > 0) && (
        <Said
          decision={decision}
          consultation={consultation}
          revoke={may && state === 'open' ? paths.revokeLink : undefined}
        />
      )}
      {may && (
        <Actions>
          {consultation.way !== 'board' && consultation.voices > 0 && (
            <PostButton action={paths.conclude} fields={{ consultation: consultation.id }} look="primary">
              {t('mandates.concludeButton')}
            </PostButton>
          )}
          <PostButton action={paths.takeBack} fields={{ consultation: consultation.id }} look="quiet">
            {t('mandates.takeBackButton')}
          </PostButton>
        </Actions>
      )}
      {may && state === 'open' && (
        <>
          <details open={tried('note') !== undefined}>
            <summary>{t('mandates.countTitle')}</summary>
            <Form action={paths.note} id="note" attempt={tried('note')}>
              <input type="hidden" name="form" value="note" />
              <input type="hidden" name="consultation" value={consultation.id} />
              <CountFields decision={decision} />
              <TextField name="how" label={t('mandates.countHow')} hint={t('mandates.countHowHint')} required />
              <SubmitButton>{t('mandates.countButton')}</SubmitButton>
            </Form>
          </details>
          <details open={tried('more') !== undefined}>
            <summary>{t('mandates.moreTitle')}</summary>
            <Form action={paths.more} id="more" attempt={tried('more')}>
              <input type="hidden" name="form" value="more" />
              <input type="hidden" name="consultation" value={consultation.id} />
              <TextArea
                name="peopleLines"
                label={t('mandates.people')}
                hint={t('mandates.peopleHint')}
                rows={4}
                required
              />
              <SubmitButton>{t('mandates.moreButton')}</SubmitButton>
            </Form>
          </details>
        </>
      )}
    </Section>
  );
}

/** Shown once: only hashes are kept. It prints as a list to tear apart. */
function HandOut({ handed, people }: { handed: Handed; people: ConsultationView['people'] }) {
  const { t } = useVisit();
  const named = people.filter(({ byCode }) => byCode).slice(-handed.codes.length || people.length);
  return (
    <Notice kind="success" title={t('mandates.handTitle')}>
      <p>{t('mandates.handLead')}</p>
      <p>
        <code dir="ltr" class="token">
          {handed.link}
        </code>
      </p>
      <Table
        caption={t('mandates.codes')}
        rows={named}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', label: t('common.name'), heading: true, cell: ({ name }) => <bdi>{name}</bdi> },
          {
            key: 'code',
            label: t('mandates.code'),
            cell: (person) => <code dir="ltr">{handed.codes[named.indexOf(person)]}</code>,
          },
        ]}
      />
    </Notice>
  );
}

/** Who was asked and what they said, with every change. */
export function Said({
  decision,
  consultation,
  revoke,
}: Pick<Props, 'decision' | 'consultation'> & { revoke?: string }) {
  const { t } = useVisit();
  const { people, counts, state } = consultation;
  return (
    <>
      {people.length > 0 && (
        <Table
          caption={t('mandates.askedPeople')}
          rows={people}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', label: t('common.name'), heading: true, cell: ({ name }) => <bdi>{name}</bdi> },
            {
              key: 'by',
              label: t('mandates.reachedBy'),
              cell: ({ email, byCode, revoked }) => (
                <>
                  {byCode ? t('mandates.byCode') : <bdi dir="ltr">{email}</bdi>}
                  {revoked && <Status state="ended">{t('mandates.linkTakenBack')}</Status>}
                </>
              ),
            },
            {
              key: 'said',
              label: t('mandates.answer'),
              cell: ({ answers }) =>
                answers.length === 0
                  ? null
                  : answers.map((answer) => (
                      <p key={answer.at.getTime()} class={answer.replacedAt ? 'hint' : undefined}>
                        {answer.replacedAt && t('mandates.earlierAnswer')}{' '}
                        <AnswerWords answer={answer} options={decision.options} /> <Time at={answer.at} />{' '}
                        <bdi>{answer.note}</bdi>
                      </p>
                    )),
            },
            ...(revoke
              ? [
                  {
                    key: 'deed',
                    label: t('mandates.link'),
                    cell: (person: ConsultationView['people'][number]) =>
                      !person.revoked && (
                        <PostButton action={revoke} fields={{ asked: person.id }}>
                          {t('mandates.revokeLinkButton')}
                        </PostButton>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {counts.length > 0 && (
        <ul>
          {counts.map((count) => (
            <li key={`${count.at.getTime()} ${JSON.stringify(count.choice)}`}>
              <AnswerWords answer={count} options={decision.options} />
              {': '}
              {t('mandates.voices', { count: count.voices })} <bdi class="hint">{count.note}</bdi>
            </li>
          ))}
        </ul>
      )}
      {people.length === 0 && counts.length === 0 && <p>{t('mandates.nobodyAsked', { state })}</p>}
    </>
  );
}
