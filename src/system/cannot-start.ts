/**
 * Greenbelt cannot start (or go on), and a person can do something about it. The message is for that person:
 * what is wrong and what to do, in a sentence or two. It is printed without a stack trace.
 */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
