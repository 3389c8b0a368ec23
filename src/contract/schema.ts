/**
 * Makes a schema where it is declared. With `@__PURE__` before the call a bundler may leave out what nobody uses, such as the schemas of
 * answers in the Worker, which would otherwise be made at every start.
 */
export const schema = <Schema>(make: () => Schema): Schema => make();
