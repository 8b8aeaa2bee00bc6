#!/usr/bin/env node
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './bundle.mjs'

// The bundle lies beside its sources, and files are named from where the person is.
const here = process.cwd()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const program = await bundled('pushdesk')
process.chdir(here)
await import(program)
