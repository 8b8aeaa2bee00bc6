ALTER TABLE "deliveries" ADD COLUMN "trace_id" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "trace_parent" text;