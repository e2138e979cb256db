// One part of the text with what was said about it: where a concern is raised beside the words that it is about.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayDiscuss } from '../policy.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { partsOf } from '../way/parts.ts';
import { mayAmend } from '../way/policy.ts';
import { CommentForm, threadsOf } from './discussion.tsx';
import { Frame } from './frame.tsx';
import { Thread } from './thread.tsx';

interface Props {
  place: Place;
  decision: Decision;
  part: number;
  attempt?: Attempt;
}

export function PartPage({ place, decision, part, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const present = decision.versions[0]!;
  const text = partsOf(present).find((each) => each.part === part)?.text ?? '';
  const title = part === 0 ? t('decisions.question') : t('way.part', { part: String(part) });
  const threads = threadsOf(decision.comments).filter(([root]) => isAbout(decision, root, text));
  const forms = { action: paths.comment, answerAction: paths.answerComment };
  return (
    <Frame place={place} decision={decision} title={title} failed={attempt !== undefined}>
      <blockquote>
        <Markdown text={text} />
      </blockquote>
      {mayAmend(place.actor, situationOf(decision)) === true && (
        <ButtonLink look="quiet" href={`${paths.amend}?part=${part}`}>
          {t('way.changeThis')}
        </ButtonLink>
      )}
      <Section title={t('decisions.discussionTitle')}>
        {threads.length === 0 && <p class="hint">{t('way.nobodyOnPart')}</p>}
        <ol class="comments">
          {threads.map(([root, replies]) => (
            <Thread key={root.id} {...{ decision, actor: place.actor, root, replies, ...forms }} />
          ))}
        </ol>
        {mayDiscuss(place.actor) === true && decision.status !== 'withdrawn' && (
          <CommentForm
            action={paths.comment}
            id="comment"
            actor={place.actor}
            about={{ part, version: present.version }}
            attempt={attempt}
          />
        )}
      </Section>
    </Frame>
  );
}

/** Is this remark about these words, in whichever version they stood? */
export function isAbout(decision: Decision, { part, version }: Decision['comments'][number], text: string): boolean {
  const then = decision.versions.find((each) => each.version === version);
  return then !== undefined && partsOf(then).some((each) => each.part === part && each.text === text);
}
