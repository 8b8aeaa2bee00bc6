// For screens, which don't import from the database.
export { environmentNames } from '@/db/schema/values'
