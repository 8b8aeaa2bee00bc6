import { z } from 'zod'

const daysMax = 3_650

export const MessageTextDays = z
  .int(`Enter a whole number of days from 0 to ${daysMax}.`)
  .min(0, `Enter a whole number of days from 0 to ${daysMax}.`)
  .max(daysMax, `Enter a whole number of days from 0 to ${daysMax}.`)
  .nullable()
  .meta({
    description:
      'How many days Pushdesk keeps the texts and payloads of messages. 0: until all deliveries of a message have ended. Null: as long as the deliveries.',
  })
