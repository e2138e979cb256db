import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { isMessageKey } from '../../system/i18n/translate.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, DownloadLink, PostButton } from '../../ui/button.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Progress as Bar } from '../../ui/tally.tsx';
import { Time } from '../../ui/time.tsx';
import { type Said, useSay, useVisit } from '../../ui/visit.ts';
import { does } from '../import/plan.ts';
import { memberPaths } from '../paths.ts';
import type { ShownImport, ShownRow } from '../queries-import.ts';
import { ImportState } from './import.tsx';
import { ColumnsForm } from './import-columns.tsx';
import { RowsTable } from './import-rows.tsx';

export interface Rows {
  items: ShownRow[];
  next: number | null;
}

interface Props {
  place: Place;
  list: ShownImport;
  shown: Record<ShownRow['does'], Rows>;
  stayed: Rows;
  attempt?: Attempt;
}

/** One list on its way to the roster: what it would do, row by row, or what it did. */
export function OneImportPage({ place, list, shown, stayed, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, undefined, list.id);
  const works = list.state === 'reading' || list.state === 'checking' || list.state === 'writing';
  const name = list.fileName || t('imports.pasted');
  return (
    <CoalitionShell
      coalition={place.coalition}
      title={name}
      failed={attempt !== undefined}
      askAgain={works ? 2 : undefined}
    >
      <Page
        title={name}
        lead={list.state === 'ready' ? t('imports.previewLead') : undefined}
        crumbs={[
          { label: t('members.title'), href: paths.list },
          { label: t('members.import'), href: paths.import },
        ]}
      >
        <p class="hint">
          <ImportState state={list.state} /> · {t('imports.broughtBy', { who: list.by })} · <Time at={list.at} />
        </p>
        {attempt && <ErrorSummary problems={attempt.problems.filter(({ field }) => field === '')} />}
        {list.problem && list.state !== 'done' && <Problem problem={list.problem} failed={list.state === 'failed'} />}
        {works && <Progress list={list} href={paths.oneImport} />}
        {list.state === 'failed' && (
          <Actions>
            <ButtonLink href={paths.import}>{t('imports.again')}</ButtonLink>
          </Actions>
        )}
        {!works && list.counts.add !== undefined && <Counts list={list} />}
        {list.state === 'ready' && <Ready list={list} slug={place.coalition.slug} attempt={attempt} />}
        {list.state === 'done' && <Done list={list} slug={place.coalition.slug} />}
        {list.state === 'undone' && list.undoneAt && (
          <Notice>
            <p>
              {t('imports.undone')} <Time at={list.undoneAt} />
            </p>
          </Notice>
        )}
        {stayed.items.length > 0 && (
          <Section title={t('imports.stayed')} note={t('imports.stayedWhy')}>
            <RowsTable rows={stayed} list={list} slug={place.coalition.slug} what="stayed" />
          </Section>
        )}
        {!works &&
          (['wrong', 'there', 'twice', 'add'] as const).map((what) =>
            shown[what].items.length === 0 ? null : (
              <Section
                key={what}
                title={t('imports.does', { does: what })}
                note={t('imports.rows', { count: list.counts[what] ?? 0 })}
              >
                {what === 'there' && list.state === 'ready' && <p>{t('imports.thereHow')}</p>}
                <RowsTable rows={shown[what]} list={list} slug={place.coalition.slug} what={what} />
                {what === 'wrong' && (
                  <Actions>
                    <DownloadLink href={paths.wrongRows}>{t('imports.downloadWrong')}</DownloadLink>
                  </Actions>
                )}
              </Section>
            ),
          )}
      </Page>
    </CoalitionShell>
  );
}

function Problem({ problem, failed }: { problem: NonNullable<ShownImport['problem']>; failed: boolean }) {
  const say = useSay();
  return (
    <Notice kind={failed ? 'error' : 'warning'}>
      <p>{isMessageKey(problem.key) ? say(problem as Said) : problem.key}</p>
    </Notice>
  );
}

/** How far the work is. Without a script the page asks again by itself. */
function Progress({ list, href }: { list: ShownImport; href: string }) {
  const { t } = useVisit();
  const all = Math.max(list.rowsAll, list.rowsDone, 1);
  const writing = list.state === 'writing';
  return (
    <div role="status">
      {writing ? (
        <p>{t('imports.isWriting')}</p>
      ) : (
        <Bar
          label={t('imports.state', { state: list.state })}
          value={list.rowsDone}
          max={all}
          text={t('imports.progress', { state: list.state, done: list.rowsDone, all })}
        />
      )}
      <Actions>
        <ButtonLink href={href} look="quiet">
          {t('imports.lookNow')}
        </ButtonLink>
      </Actions>
      <p class="hint">{t('imports.mayLeave')}</p>
    </div>
  );
}

function Counts({ list }: { list: ShownImport }) {
  const { t, format } = useVisit();
  const { people = 0, roles = 0 } = list.counts;
  return (
    <>
      <Figures>
        {does.map((what) => (
          <Figure
            key={what}
            name={t('imports.does', { does: what })}
            value={format.number(list.counts[what] ?? 0)}
            at={list.doneAt ?? list.at}
            source={t('imports.source')}
          />
        ))}
      </Figures>
      {people > 0 && <p>{t('imports.withPeople', { people, roles })}</p>}
    </>
  );
}

function Ready({ list, slug, attempt }: { list: ShownImport; slug: string; attempt?: Attempt }) {
  const { t } = useVisit();
  const paths = memberPaths(slug, undefined, list.id);
  const { wrong = 0, add = 0, changed = 0 } = list.counts;
  const blocked = wrong > 0 && !list.leaveOutWrong;
  return (
    <>
      {blocked && (
        <Notice kind="error" title={t('imports.hasWrong', { count: wrong })}>
          <p>{t('imports.correct')}</p>
        </Notice>
      )}
      <Actions>
        {!blocked && add + changed > 0 && (
          <PostButton action={paths.finishImport} look="primary">
            {add > 0 ? t('imports.now', { count: add }) : t('imports.nowChange', { count: changed })}
          </PostButton>
        )}
        {!blocked && add + changed === 0 && (
          <ButtonLink href={paths.list} look="quiet">
            {t('imports.nothingToDo')}
          </ButtonLink>
        )}
        <PostButton action={paths.discardImport} look="quiet">
          {t('imports.discard')}
        </PostButton>
      </Actions>
      {changed > 0 && <p class="hint">{t('imports.willChange', { count: changed })}</p>}
      <ColumnsForm list={list} slug={slug} attempt={attempt} />
    </>
  );
}

function Done({ list, slug }: { list: ShownImport; slug: string }) {
  const { t } = useVisit();
  const paths = memberPaths(slug, undefined, list.id);
  const { add = 0, changed = 0 } = list.counts;
  return (
    <>
      <Notice kind="success">
        <p>{t('imports.isDone', { add, changed })}</p>
      </Notice>
      <Actions>
        <ButtonLink href={`${paths.list}?status=listed`}>{t('imports.toRoster')}</ButtonLink>
        <PostButton action={paths.undoImport} look="danger">
          {t('imports.undo')}
        </PostButton>
      </Actions>
      <p class="hint">{t('imports.undoHint')}</p>
    </>
  );
}
