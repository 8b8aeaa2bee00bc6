import { bundled } from './bundle.mjs'

await import(await bundled(process.argv[2] ?? 'start'))
