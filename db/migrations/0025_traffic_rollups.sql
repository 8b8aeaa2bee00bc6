CREATE TABLE "call_counts" (
	"at" timestamp (3) with time zone NOT NULL,
	"environment_id" uuid NOT NULL,
	"call" text NOT NULL,
	"code" text,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipt_counts" (
	"at" timestamp (3) with time zone NOT NULL,
	"environment_id" uuid NOT NULL,
	"transport" text NOT NULL,
	"kind" text NOT NULL,
	"app_version" text NOT NULL,
	"os_version" text NOT NULL,
	"bucket" integer NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "traffic_hours" (
	"environment_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "traffic_hours_environment_id_hour_kind_pk" PRIMARY KEY("environment_id","hour","kind")
);
--> statement-breakpoint
ALTER TABLE "detector_runs" ADD COLUMN "slow_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "detector_runs" ADD COLUMN "rolled_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "call_counts_time_idx" ON "call_counts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "receipt_counts_time_idx" ON "receipt_counts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "traffic_hours_time_idx" ON "traffic_hours" USING btree ("hour");