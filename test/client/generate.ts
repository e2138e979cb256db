// Makes the types of a client from an OpenAPI document, as any program's author would: with openapi-typescript.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// It draws with TypeScript 5's own library; the compiler of this repository has none. Another package brings one along.
const library = pathToFileURL(join(import.meta.dirname, '../../node_modules/@ts-morph/common/dist/typescript.js')).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'typescript' ? library : specifier, context),
});

/** The text of a module that exports `paths`, for openapi-fetch. */
export async function clientTypes(document: string): Promise<string> {
  const { default: openapiTypes, astToString } = await import('openapi-typescript');
  return astToString(await openapiTypes(document));
}
