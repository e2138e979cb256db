// Proposing other words: first which part, then the words.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Difference } from '../../ui/difference.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { partsOf } from '../way/parts.ts';
import { InWhoseName } from './discussion.tsx';
import { Frame } from './frame.tsx';

interface Props {
  place: Place;
  decision: Decision;
  /** The part to change; without it people choose one. */
  part?: number;
  attempt?: Attempt;
}

export function AmendPage({ place, decision, part, attempt }: Props) {
  const { t } = useVisit();
  const chosen = partsOf(decision.versions[0]!).find((each) => each.part === part);
  const sent = Number(attempt?.values.part?.[0] ?? Number.NaN);
  return (
    <Frame place={place} decision={decision} title={t('way.amend')} failed={attempt !== undefined}>
      {attempt || chosen ? (
        <Words {...{ place, decision, attempt }} part={chosen?.part ?? sent} />
      ) : (
        <Choose place={place} decision={decision} />
      )}
    </Frame>
  );
}

function Choose({ place, decision }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  return (
    <>
      <p>{t('way.choosePart')}</p>
      {partsOf(decision.versions[0]!).map(({ part, text }) => (
        <Section key={part} title={part === 0 ? t('decisions.question') : t('way.part', { part: String(part) })}>
          <Markdown text={text} />
          <ButtonLink look="quiet" href={`${paths.amend}?part=${part}`}>
            {t('way.changeThis')}{' '}
            <span class="visually-hidden">
              {part === 0 ? t('decisions.question') : t('way.part', { part: String(part) })}
            </span>
          </ButtonLink>
        </Section>
      ))}
    </>
  );
}

function Words({ place, decision, part, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const [present] = decision.versions;
  const text = partsOf(present!).find((each) => each.part === part)?.text ?? '';
  const stale = attempt?.problems.some(({ field }) => field === 'basedOn');
  const seen = decision.versions.find(({ version }) => String(version) === attempt?.values.basedOn?.[0]);
  const was = seen && partsOf(seen).find((each) => each.part === part)?.text;
  return (
    <>
      {stale && (
        <Notice kind="warning" title={t('way.bothTexts')}>
          <h3>{t('way.textThen', { version: String(seen?.version ?? '') })}</h3>
          <p dir="auto">{was}</p>
          <h3>{t('way.textNow', { version: String(decision.version) })}</h3>
          {text === '' ? <p>{t('way.partGone')}</p> : <p dir="auto">{text}</p>}
          {was && attempt?.values.after?.[0] !== undefined && (
            <>
              <h3>{t('way.yourChange')}</h3>
              <Difference before={was} after={attempt.values.after[0]} />
            </>
          )}
        </Notice>
      )}
      <Form action={paths.amend} attempt={attempt}>
        <input type="hidden" name="basedOn" value={String(decision.version)} />
        <input type="hidden" name="part" value={String(part)} />
        <TextArea
          name="after"
          label={t('way.newWords')}
          hint={part === 0 ? t('decisions.questionHint') : t('way.newWordsHint')}
          value={text}
          rows={Math.min(14, Math.max(4, Math.ceil(text.length / 70) + 1))}
          required={part === 0}
        />
        <TextField
          name="title"
          label={t('way.changeInALine')}
          hint={t('way.changeInALineHint')}
          maxlength={200}
          required
        />
        <TextArea name="reason" label={t('common.reason')} rows={3} />
        <InWhoseName actor={place.actor} />
        <SubmitButton>{t('way.amendButton')}</SubmitButton>
      </Form>
    </>
  );
}
