CREATE TABLE "probes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"asked_by_id" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answer" jsonb,
	"token" text,
	"corrections" text[] DEFAULT '{}' NOT NULL,
	"outcome" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "probes" ADD CONSTRAINT "probes_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probes" ADD CONSTRAINT "probes_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "probes_device_idx" ON "probes" USING btree ("device_id","created_at","id");--> statement-breakpoint
CREATE INDEX "probes_customer_idx" ON "probes" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "probes_time_idx" ON "probes" USING btree ("created_at");