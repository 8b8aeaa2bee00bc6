/** More transactions than commit between a backup and its restore. */
const gap = 1_000_000_000

/**
 * Event positions are transaction numbers, which start over when a dump is restored on another server. From then on an
 * offset is added, so that new events sort after everything recorded or read before.
 */
export const keepPositionsRising = `
  with reached as (
    select max(position) as position from (
      select newest.position from environments cross join lateral (
        select position from events where environment_id = environments.id order by position desc, number desc limit 1
      ) as newest
      union all select max(position) from event_marks
    ) as known
  ), clock as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next)
  insert into event_clock (id, ahead)
  select 1, reached.position + ${gap} - clock.next from reached, clock
  where reached.position > clock.next + coalesce((select ahead from event_clock), 0)
  on conflict (id) do update set ahead = excluded.ahead`
