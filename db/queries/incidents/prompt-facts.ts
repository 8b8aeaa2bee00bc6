import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`
const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)

export type RevisionFact = {
  environmentId: string
  number: number
  savedMs: number
  /** Phones that were streaming when it was saved, and those that haven't fetched since. */
  listening: number
  without: number
  /** Answers to the iOS alert since the revision, and in the week before. */
  answers: number
  denied: number
  usualAnswers: number
  usuallyDenied: number
}

/** Only the nearest level's content is in use; a revision of another level reaches no phone here. */
export async function freshRevisions(db: Db, { now, withinSeconds }: { now: Date; withinSeconds: number }) {
  const { rows } = await runSql<RevisionFact>(
    db,
    sql`with saved as (
          select distinct on (e.id) e.id as environment_id, c.id as configuration_id
          from environments e join apps on apps.id = e.app_id
            join prompt_configurations c on c.environment_name = e.name and c.content is not null
              and (c.app_id = apps.id or (c.app_id is null and c.company_id = apps.company_id)
                or (c.app_id is null and c.company_id is null))
          order by e.id, (c.app_id is null), (c.company_id is null)
        ), fresh as (
          select saved.environment_id, r.number, r.created_at from saved cross join lateral (
            select number, created_at from prompt_revisions where configuration_id = saved.configuration_id
            order by number desc limit 1) as r
          where r.created_at > ${instant(before(now, withinSeconds))} and r.created_at <= ${instant(now)}
        )
        select fresh.environment_id as "environmentId", fresh.number,
          (extract(epoch from fresh.created_at) * 1000)::float8 as "savedMs",
          phones.listening, phones.without, since.answers, since.denied, usual.answers as "usualAnswers",
          usual.denied as "usuallyDenied"
        from fresh cross join lateral (
          select count(*)::int as listening, (count(*) filter (where last_at < fresh.created_at))::int as without
          from prompt_clients c where c.environment_id = fresh.environment_id and c.is_streaming
            and c.last_at > fresh.created_at - interval '30 minutes'
        ) as phones cross join lateral (
          select count(*)::int as answers, (count(*) filter (where kind = 'system_denied'))::int as denied
          from prompt_events p where p.environment_id = fresh.environment_id and p.at > fresh.created_at
            and p.at <= ${instant(now)} and kind in ('system_authorized', 'system_denied')
        ) as since cross join lateral (
          select count(*)::int as answers, (count(*) filter (where kind = 'system_denied'))::int as denied
          from prompt_events p where p.environment_id = fresh.environment_id and p.at <= fresh.created_at
            and p.at > fresh.created_at - interval '7 days' and kind in ('system_authorized', 'system_denied')
        ) as usual`,
  )
  return rows
}
