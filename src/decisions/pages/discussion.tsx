import type { Actor } from '../../kernel/actor.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Select, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mayDiscuss } from '../policy.ts';
import type { CommentView, Decision } from '../shapes.ts';

interface Props {
  decision: Decision;
  actor: Actor;
  action: string;
  attempt?: Attempt;
}

/** The talk before and during the vote; it stays with the decision. */
export function DiscussionSection({ decision, actor, action, attempt }: Props) {
  const { t } = useVisit();
  const mine = attempt?.values.body ? attempt : undefined;
  return (
    <Section title={t('decisions.discussionTitle')} id="discussion" note={t('decisions.discussionNote')}>
      {decision.comments.length === 0 && <p class="hint">{t('decisions.nobodySpoke')}</p>}
      <ol class="comments">
        {decision.comments.map((comment) => (
          <Comment key={comment.id} comment={comment} />
        ))}
      </ol>
      {mayDiscuss(actor) === true && decision.status !== 'withdrawn' && (
        <Form action={action} id="comment" attempt={mine}>
          <TextArea name="body" label={t('decisions.say')} hint={t('decisions.sayHint')} rows={4} required />
          <InWhoseName actor={actor} />
          <SubmitButton look="quiet">{t('decisions.sayButton')}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

function Comment({ comment }: { comment: CommentView }) {
  const { t } = useVisit();
  return (
    <li id={`c-${comment.id}`}>
      <p>
        <strong dir="auto">{comment.by}</strong>
        {comment.forMember && <> {t('decisions.forName', { member: comment.forMember })}</>}
      </p>
      <p class="when">
        <Time at={comment.at} />
      </p>
      <Markdown text={comment.body} />
    </li>
  );
}

function InWhoseName({ actor }: { actor: Actor }) {
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
