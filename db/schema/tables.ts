// Drizzle needs every table under one name; nothing else re-exports.
export * from './companies'
export * from './credentials'
export * from './customers'
export * from './notifications'
export * from './prompts'
export * from './simulator'
export * from './staff'
export * from './versions'
