CREATE TABLE "simulated_faults" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"preset" text,
	"title" text NOT NULL,
	"faults" jsonb NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "simulated_faults" ADD CONSTRAINT "simulated_faults_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "simulated_faults_preset_uq" ON "simulated_faults" USING btree ("environment_id","preset") WHERE "simulated_faults"."preset" is not null;