-- Nothing is written to the queue from here to the end. Older processes take these locks in either order, so that waiting for
-- the second while holding the first could be a deadlock: whoever waits too long lets go of both and begins again.
DO $$
DECLARE
	tries int := 0;
BEGIN
	IF to_regclass('pgboss.job') IS NULL THEN
		RETURN;
	END IF;
	PERFORM set_config('lock_timeout', '500ms', true);
	LOOP
		BEGIN
			LOCK TABLE deliveries IN SHARE ROW EXCLUSIVE MODE;
			LOCK TABLE pgboss.job IN ACCESS EXCLUSIVE MODE;
			EXIT;
		EXCEPTION WHEN lock_not_available THEN
			tries := tries + 1;
			IF tries >= 240 THEN
				RAISE;
			END IF;
			PERFORM pg_sleep(0.05);
		END;
	END LOOP;
	PERFORM set_config('lock_timeout', '0', true);
END $$;
--> statement-breakpoint
CREATE TABLE "due_deliveries" (
	"delivery_id" uuid PRIMARY KEY NOT NULL,
	"transport" text NOT NULL,
	"environment_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"is_requested" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "due_deliveries" ADD CONSTRAINT "due_deliveries_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "due_deliveries_claim_idx" ON "due_deliveries" USING btree ("transport","due_at","delivery_id");--> statement-breakpoint
CREATE INDEX "workers_seen_idx" ON "workers" USING btree ("last_seen_at");
--> statement-breakpoint
-- Rows are small, few, and updated up to twice before they are deleted: room for that on their own page, and vacuum before
-- anybody has to read past what is dead.
ALTER TABLE "due_deliveries" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
	autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
-- What was queued until now: each delivery that has not ended, with its time and its lease.
DO $$
BEGIN
	IF to_regclass('pgboss.job') IS NULL THEN
		RETURN;
	END IF;
	INSERT INTO due_deliveries (delivery_id, transport, environment_id, due_at, leased_until, is_requested)
	SELECT d.id, d.transport, d.environment_id,
		coalesce(CASE WHEN job.state < 'active' THEN job.start_after END, d.next_attempt_at, now()),
		CASE WHEN job.state = 'active' THEN coalesce(job.started_on, now()) + interval '15 seconds' END,
		coalesce(job.state = 'active' AND job.retry_count > 0, false)
	FROM deliveries d LEFT JOIN pgboss.job job ON job.name = d.transport AND job.id = d.id
	WHERE d.state IN ('queued', 'sending', 'retrying');
	DROP SCHEMA pgboss CASCADE;
END $$;
