// jsdom brings a `Uint8Array` of its own, unlike a browser, where there is one: jose then refuses what TextEncoder makes.
const { constructor } = new TextEncoder().encode('')
Object.defineProperty(globalThis, 'Uint8Array', { configurable: true, writable: true, value: constructor })
