// What a page says to the database, heard on the wire and said once more by the floor.
import type postgres from 'postgres';

export interface Statement {
  /** Statements of one connection between `begin` and its end belong together. */
  connection: number;
  text: string;
  parameters: unknown[];
}

/** One transaction, or (without `opening`) one statement alone. */
export interface Turn {
  opening?: string;
  statements: Statement[];
}

/** Puts what was heard into transactions, in the order in which they began. */
export function turnsOf(heard: Statement[]): Turn[] {
  const turns: Turn[] = [];
  const open = new Map<number, Turn>();
  for (const statement of heard) {
    const { connection, text } = statement;
    const turn = open.get(connection);
    if (/^begin/.test(text)) {
      const begun = { opening: text, statements: [] };
      turns.push(begun);
      open.set(connection, begun);
    } else if (/^(commit|rollback)/.test(text)) open.delete(connection);
    else if (turn) turn.statements.push(statement);
    else turns.push({ statements: [statement] });
  }
  return turns;
}

/** Says it all once more: the same round trips as the page's, and nothing is made of the answers. */
export async function replay(pool: postgres.Sql, turns: Turn[]): Promise<void> {
  for (const { opening, statements } of turns) {
    if (opening === undefined) {
      for (const one of statements) await pool.unsafe(one.text, one.parameters as never[], { prepare: true });
      continue;
    }
    const connection = await pool.reserve();
    const opened = connection.unsafe(opening).simple().execute();
    for (const one of statements) {
      await Promise.all([connection.unsafe(one.text, one.parameters as never[], { prepare: true }), opened]);
    }
    await opened;
    await connection.unsafe('commit');
    connection.release();
  }
}
