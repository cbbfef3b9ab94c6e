import { builder } from '../builder.js';

/** What all typed errors have: a stable code for programs and a sentence for people. */
export const UserError = builder.interfaceRef<{ code: string; message: string }>('UserError').implement({
  fields: (t) => ({ code: t.exposeString('code'), message: t.exposeString('message') }),
});
