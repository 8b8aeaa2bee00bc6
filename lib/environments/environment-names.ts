// For screens, which don't know the database.
export { environmentNames } from '@/db/schema/values'
