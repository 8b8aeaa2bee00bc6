/** More than are committed between a backup and its restoration. */
const gap = 1_000_000_000

/**
 * Positions of events are transaction numbers, which start over where a dump is restored on another server. From then on
 * something is added to them, so that what is recorded next comes after everything that was recorded or read before.
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
