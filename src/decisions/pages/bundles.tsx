// Bundles of paper ballots on a page of their own: said how many, entered by one, confirmed by another.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Card, Status } from '../../ui/card.tsx';
import { FileField, NumberField, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mayAllowPaper, mayConfirmPaper, mayEnterPaper } from '../paper/policy.ts';
import type { BatchView, PaperView } from '../paper/queries.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { findMethod } from '../tally/methods.ts';
import { choiceInWords } from '../words.ts';
import { Frame } from './frame.tsx';

interface Props {
  place: Place;
  decision: Decision;
  paper: PaperView;
  /** Which of the forms was refused: allow, enter, or a bundle's id. */
  at?: string;
  attempt?: Attempt;
}

export function BundlesPage({ place, decision, paper, at, attempt }: Props) {
  const { t, now } = useVisit();
  const situation = situationOf(decision);
  const sent = (form: string) => (at === form ? attempt : undefined);
  const allows = mayAllowPaper(place.actor, situation) === true;
  const enters = paper.people !== null && mayEnterPaper(place.actor, situation, now) === true;
  return (
    <Frame place={place} decision={decision} title={t('paper.title')} failed={attempt !== undefined}>
      <p>{paper.people === null ? t('paper.why') : t('paper.how', { people: paper.people })}</p>
      {(allows || sent('allow')) && (
        <Allow place={place} decision={decision} people={paper.people} attempt={sent('allow')} />
      )}
      {(enters || sent('enter')) && <Enter place={place} decision={decision} attempt={sent('enter')} />}
      {paper.batches.length > 0 && (
        <Section title={t('paper.bundles')}>
          {paper.batches.map((batch) => (
            <Bundle key={batch.id} place={place} decision={decision} batch={batch} attempt={sent(batch.id)} />
          ))}
        </Section>
      )}
    </Frame>
  );
}

type Part = Pick<Props, 'place' | 'decision' | 'attempt'>;
const pathsOf = ({ place, decision }: Part) => decisionPaths(place.coalition.slug, decision.number);

function Allow({ people, ...part }: Part & { people: number | null }) {
  const { t } = useVisit();
  return (
    <Section title={t('paper.allow')} note={t('paper.allowNote')}>
      <Form action={pathsOf(part).allowPaper} id="f-allow" attempt={part.attempt}>
        <NumberField
          name="people"
          label={t('paper.people')}
          value={people === null ? undefined : String(people)}
          required
        />
        <SubmitButton>{t('common.save')}</SubmitButton>
      </Form>
    </Section>
  );
}

function Enter(part: Part) {
  const { t } = useVisit();
  const shape = findMethod(part.decision.method)?.shape;
  return (
    <Section title={t('paper.enter')} note={t('paper.enterNote')}>
      <Form action={pathsOf(part).enterPaper} id="f-enter" attempt={part.attempt} files>
        <TextField name="place" label={t('paper.place')} hint={t('paper.placeHint')} />
        {shape === 'yes-no-abstain' &&
          (['yes', 'no', 'abstain'] as const).map((answer) => (
            <NumberField key={answer} name={`answers.${answer}`} label={t('paper.howMany', { answer })} />
          ))}
        <FileField name="file" label={t('paper.file')} hint={t('paper.fileHint')} accept=".csv,.blt,.json,.txt" />
        <TextArea name="text" label={t('paper.text')} hint={t('paper.textHint', { shape: shape ?? '' })} rows={6} />
        <SubmitButton>{t('paper.enterButton')}</SubmitButton>
      </Form>
    </Section>
  );
}

function Bundle({ batch, ...part }: Part & { batch: BatchView }) {
  const { t, now, format } = useVisit();
  const situation = situationOf(part.decision);
  const { actor } = part.place;
  const open = batch.withdrawn === null && mayEnterPaper(actor, situation, now) === true;
  const waits = batch.withdrawn === null && batch.confirmed === null;
  const confirms = waits && mayConfirmPaper(actor, situation, batch.enteredBy.id, now) === true;
  const state = batch.withdrawn ? 'withdrawn' : batch.confirmed ? 'confirmed' : 'waits';
  return (
    <Card
      title={batch.place || t('paper.bundle')}
      over={
        <Status state={({ withdrawn: 'ended', confirmed: 'done', waits: 'waiting' } as const)[state]}>
          {t('paper.bundleState', { state })}
        </Status>
      }
      waits={confirms}
    >
      <p>{t('paper.ballots', { count: batch.total })}</p>
      <p class="hint">
        {t('paper.enteredBy', { who: batch.enteredBy.name })} <Time at={batch.enteredAt} />
        {batch.confirmed && (
          <>
            {' · '}
            {t('paper.confirmedBy', { who: batch.confirmed.by })} <Time at={batch.confirmed.at} />
          </>
        )}
        {batch.withdrawn && (
          <>
            {' · '}
            {t('paper.withdrawnBy', { who: batch.withdrawn.by })} <Time at={batch.withdrawn.at} />:{' '}
            <span dir="auto">{batch.withdrawn.reason}</span>
          </>
        )}
      </p>
      {batch.papers && (
        <details>
          <summary>{t('paper.whatTheySay')}</summary>
          <Table
            caption={t('paper.whatTheySay')}
            captionHidden
            rows={batch.papers.slice(0, 500)}
            columns={[
              {
                key: 'choice',
                label: t('paper.ballot'),
                heading: true,
                cell: (row) => <span dir="auto">{choiceInWords(t, row.choice, part.decision.options)}</span>,
              },
              { key: 'count', label: t('paper.count'), number: true, cell: (row) => format.number(row.count) },
            ]}
          />
        </details>
      )}
      {waits && open && !confirms && <p class="hint">{t('paper.somebodyElseConfirms')}</p>}
      {confirms && (
        <Form action={pathsOf(part).confirmPaper} id={`f-${batch.id}`} attempt={part.attempt}>
          <input type="hidden" name="batch" value={batch.id} />
          <NumberField name="total" label={t('paper.yourCount')} hint={t('paper.yourCountHint')} required />
          <SubmitButton>{t('paper.confirm')}</SubmitButton>
        </Form>
      )}
      {open && (
        <details>
          <summary>{t('paper.withdraw')}</summary>
          <Form action={pathsOf(part).withdrawPaper} id={`w-${batch.id}`}>
            <input type="hidden" name="batch" value={batch.id} />
            <TextArea name="reason" label={t('common.reason')} rows={2} required />
            <SubmitButton look="danger">{t('paper.withdrawButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </Card>
  );
}
