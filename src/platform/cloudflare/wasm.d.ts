/** A `.wasm` file, which the bundler hands over compiled. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
