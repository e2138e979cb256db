import type { Actor } from '../../kernel/actor.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Select, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { commentKinds } from '../discussion-commands.ts';
import { mayDiscuss } from '../policy.ts';
import type { CommentView, Decision } from '../shapes.ts';
import { Thread } from './thread.tsx';

interface Props {
  decision: Decision;
  actor: Actor;
  action: string;
  answerAction: string;
  attempt?: Attempt;
}

/** The talk before and during the vote; it stays with the decision. */
export function DiscussionSection({ decision, actor, action, answerAction, attempt }: Props) {
  const { t } = useVisit();
  const mine = attempt?.values.body && !attempt.values.replyTo ? attempt : undefined;
  const threads = threadsOf(decision.comments);
  return (
    <Section title={t('decisions.discussionTitle')} id="discussion" note={t('decisions.discussionNote')}>
      {threads.length === 0 && <p class="hint">{t('decisions.nobodySpoke')}</p>}
      <ol class="comments">
        {threads.map(([root, replies]) => (
          <Thread key={root.id} {...{ decision, actor, root, replies, action, answerAction, attempt }} />
        ))}
      </ol>
      {mayDiscuss(actor) === true && decision.status !== 'withdrawn' && (
        <CommentForm action={action} id="comment" actor={actor} attempt={mine} />
      )}
    </Section>
  );
}

/** Each remark with everything that was answered to it, whatever it answered on the way. */
export function threadsOf(comments: CommentView[]): [CommentView, CommentView[]][] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const rootOf = (comment: CommentView): CommentView => {
    const above = comment.replyTo === null ? undefined : byId.get(comment.replyTo);
    return above ? rootOf(above) : comment;
  };
  const threads = new Map<string, CommentView[]>();
  for (const comment of comments) {
    const root = rootOf(comment);
    const replies = threads.get(root.id) ?? [];
    if (comment !== root) replies.push(comment);
    threads.set(root.id, replies);
  }
  return [...threads].map(([id, replies]) => [byId.get(id)!, replies]);
}

interface FormProps {
  action: string;
  id: string;
  actor: Actor;
  about?: { part: number; version: number };
  attempt?: Attempt;
}

export function CommentForm({ action, id, actor, about, attempt }: FormProps) {
  const { t } = useVisit();
  return (
    <Form action={action} id={id} attempt={attempt}>
      {about && <input type="hidden" name="part" value={String(about.part)} />}
      {about && <input type="hidden" name="version" value={String(about.version)} />}
      <Select
        name="kind"
        label={t('way.commentKind')}
        value={about ? 'concern' : 'remark'}
        options={commentKinds.map((kind) => ({ value: kind, label: t('way.kindOf', { kind }) }))}
        required
      />
      <TextArea name="body" label={t('decisions.say')} hint={t('decisions.sayHint')} rows={4} required />
      <InWhoseName actor={actor} />
      <SubmitButton look="quiet">{t('decisions.sayButton')}</SubmitButton>
    </Form>
  );
}

export function InWhoseName({ actor }: { actor: Actor }) {
  const { t } = useVisit();
  const speaking = actor.standing.represents.filter(({ authority }) => authority !== 'observes');
  if (speaking.length === 0) return null;
  return (
    <Select
      name="forMember"
      label={t('decisions.inWhoseName')}
      value={speaking[0]!.member}
      empty={t('decisions.myOwnName')}
      options={speaking.map(({ member, memberName }) => ({ value: member, label: memberName }))}
      required
    />
  );
}
