ALTER TABLE "environments" ADD COLUMN "identity_issuer" text;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "identity_audience" text;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "identity_minutes_max" integer DEFAULT 1440 NOT NULL;