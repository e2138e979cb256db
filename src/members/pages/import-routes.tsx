// Importing in two steps without a script: a file or text becomes a preview, the preview carries it to the import.
import { Refused } from '../../kernel/errors.ts';
import { answer } from '../../kernel/execute.ts';
import type { Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { importRoster, previewImport } from '../commands-import.ts';
import { decodeText } from '../import/decode.ts';
import { memberPaths } from '../paths.ts';
import { ImportPage, PreviewPage } from './import.tsx';

const at = memberPaths(':coalition');

export function importRoutes(routes: Routes, permit: (page: Page) => Promise<void>): void {
  routes.get(at.import, async (page) => {
    await permit(page);
    return page.show(<ImportPage place={await page.place()} />);
  });
  routes.post(at.importPreview, async (page) => {
    await permit(page);
    return preview(page, await listOf(page));
  });
  routes.post(at.import, async (page) => {
    const text = await listOf(page);
    return page.do(importRoster, {
      extra: { text },
      then: () => `${memberPaths(page.slug).list}?status=listed`,
      otherwise: async () => (await previewOf(page, text, true)).shown,
    });
  });
}

/** The file, if one came, else the text that was pasted. */
async function listOf(page: Page): Promise<string> {
  const { values, files } = await page.form();
  return files.file ? decodeText(new Uint8Array(await files.file.arrayBuffer())) : (values.text?.[0] ?? '');
}

async function preview(page: Page, text: string): Promise<Response> {
  const { shown, good } = await previewOf(page, text);
  return page.show(shown, good ? 200 : 422);
}

async function previewOf(page: Page, text: string, changed?: boolean) {
  const place = await page.place();
  const arrival = { person: page.session?.person ?? null, via: 'browser' as const, coalition: page.slug };
  const read = await answer(page.app, previewImport, { ...arrival, place, input: { text } });
  if (read.ok) {
    const shown = <PreviewPage place={place} text={text} preview={read.value} changed={changed} />;
    return { shown, good: read.value.count.wrong === 0 };
  }
  if (read.refusal.refused !== 'invalid') throw new Refused(read.refusal);
  const attempt = { values: { text: [text] }, problems: read.refusal.problems };
  return { shown: <ImportPage place={place} attempt={attempt} />, good: false };
}
