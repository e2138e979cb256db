import type { ComponentChildren } from 'preact';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';
import { SafeLink, safeHref } from './link.tsx';

type Look = 'primary' | 'quiet' | 'danger';

interface ButtonProps {
  look?: Look;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  disabled?: boolean;
  children: ComponentChildren;
}

export function Button({ look = 'quiet', type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button type={type} class={`button ${look}`} {...rest}>
      {children}
    </button>
  );
}

/** Sends the form it stands in. Its words name the act: "Cast ballot", not "Submit". */
export function SubmitButton({ look = 'primary', ...props }: Omit<ButtonProps, 'type'>) {
  return <Button {...props} look={look} type="submit" />;
}

/** A link that looks like a button, for the step that a page invites to. */
export function ButtonLink({
  href,
  look = 'primary',
  children,
}: {
  href: string;
  look?: Look;
  children: ComponentChildren;
}) {
  return (
    <SafeLink href={href} class={`button ${look}`}>
      {children}
    </SafeLink>
  );
}

interface PostButtonProps extends Omit<ButtonProps, 'type' | 'name' | 'value'> {
  action: string;
  fields?: Record<string, string>;
}

/** A form of one button, for an act that needs no typing. */
export function PostButton({ action, fields = {}, ...props }: PostButtonProps) {
  return (
    <Form action={action} class="inline-form">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton {...props} />
    </Form>
  );
}

/** A file to keep; Turbo leaves it to the browser. */
export function DownloadLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={safeHref(href)} class="download" download>
      <Icon name="download" /> {children}
    </a>
  );
}

/** Buttons side by side, the most likely one first. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}
