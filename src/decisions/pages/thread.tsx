// One remark with what was answered to it.
import type { Actor } from '../../kernel/actor.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mayDiscuss } from '../policy.ts';
import type { CommentView, Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { partsOf } from '../way/parts.ts';
import { mayAnswerComment } from '../way/policy.ts';
import { InWhoseName } from './discussion.tsx';

interface Props {
  decision: Decision;
  actor: Actor;
  root: CommentView;
  replies: CommentView[];
  action: string;
  answerAction: string;
  attempt?: Attempt;
}

export function Thread({ decision, actor, root, replies, action, answerAction, attempt }: Props) {
  const { t } = useVisit();
  const mine = attempt?.values.replyTo?.[0] === root.id ? attempt : undefined;
  return (
    <li id={`c-${root.id}`}>
      <Head comment={root} />
      <About decision={decision} comment={root} />
      <Markdown text={root.body} />
      {replies.length > 0 && (
        <ol class="comments">
          {replies.map((reply) => (
            <li key={reply.id} id={`c-${reply.id}`}>
              <Head comment={reply} />
              <Markdown text={reply.body} />
            </li>
          ))}
        </ol>
      )}
      <Answers decision={decision} actor={actor} comment={root} action={answerAction} />
      {mayDiscuss(actor) === true && decision.status !== 'withdrawn' && (
        <details open={mine !== undefined}>
          <summary>
            {t('way.reply')} <span class="visually-hidden">{t('way.replyTo', { person: root.by })}</span>
          </summary>
          <Form action={action} id={`re-${root.id}`} attempt={mine}>
            <input type="hidden" name="replyTo" value={root.id} />
            <TextArea name="body" label={t('decisions.say')} rows={3} required />
            <InWhoseName actor={actor} />
            <SubmitButton look="quiet">{t('way.replyButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </li>
  );
}

function Head({ comment }: { comment: CommentView }) {
  const { t } = useVisit();
  const open = comment.kind === 'concern' || comment.kind === 'question';
  return (
    <>
      <p>
        <strong dir="auto">{comment.by}</strong>
        {comment.forMember && <> {t('decisions.forName', { member: comment.forMember })}</>}
        {open && (
          <>
            {' '}
            <Status state={comment.became === null || comment.became === 'open' ? 'waiting' : 'done'}>
              {t('way.concernState', { kind: comment.kind, became: comment.became ?? 'open' })}
            </Status>
          </>
        )}
        {!open && comment.kind !== 'remark' && <span class="hint"> {t('way.kindOf', { kind: comment.kind })}</span>}
      </p>
      <p class="when">
        <Time at={comment.at} />
      </p>
    </>
  );
}

/** The words that a remark is about, as they were when it was made. */
function About({ decision, comment }: { decision: Decision; comment: CommentView }) {
  const { t } = useVisit();
  const version = decision.versions.find((each) => each.version === comment.version);
  const text = version && partsOf(version).find(({ part }) => part === comment.part)?.text;
  if (text === undefined) return null;
  const present = partsOf(decision.versions[0]!);
  const stands = present.some((part) => part.text === text);
  return (
    <blockquote>
      {!stands && <p class="hint">{t('way.earlierText', { version: String(comment.version) })}</p>}
      <p dir="auto">{text.length > 240 ? `${text.slice(0, 240)}…` : text}</p>
    </blockquote>
  );
}

function Answers({
  decision,
  actor,
  comment,
  action,
}: {
  decision: Decision;
  actor: Actor;
  comment: CommentView;
  action: string;
}) {
  const { t } = useVisit();
  if (comment.kind !== 'concern' && comment.kind !== 'question') return null;
  const now = comment.became ?? 'open';
  const ways = (['answered', 'taken_up', 'open'] as const).filter(
    (became) => became !== now && mayAnswerComment(actor, situationOf(decision), comment.byPerson, became) === true,
  );
  if (ways.length === 0) return null;
  return (
    <div class="actions">
      {ways.map((became) => (
        <PostButton key={became} action={action} fields={{ comment: comment.id, became }} look="quiet">
          {t('way.answerAs', { became })}
        </PostButton>
      ))}
    </div>
  );
}
