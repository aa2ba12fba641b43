"""Several reminders of several kinds, snoozes and repetitions, quiet hours and pauses, mailboxes, calendars."""

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Long ago: the worker writes down anew what is to come.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("quiet_to", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("kept_zone", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("mail_confirmed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pause_first", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("pause_until", sa.Date(), nullable=True))

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("channel", sa.String(length=4), nullable=False, server_default="push"))
        batch_op.add_column(sa.Column("detail", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.alter_column("channel", server_default=None)
        batch_op.alter_column("detail", server_default=None)

    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("weekdays", sa.Integer(), nullable=False, server_default="127"))
        batch_op.add_column(sa.Column("nags", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("words", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("written_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("tzdata", sa.String(length=16), nullable=False, server_default=""))
    reminder = sa.table(
        "reminder",
        sa.column("id", sa.Integer),
        sa.column("public_id", sa.String),
        sa.column("written_until", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    for (known,) in connection.execute(sa.select(reminder.c.id)).all():
        connection.execute(
            sa.update(reminder)
            .where(reminder.c.id == known)
            .values(public_id=str(uuid.uuid4()), written_until=LONG_AGO)
        )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.alter_column("public_id", existing_type=sa.String(length=36), nullable=False)
        batch_op.alter_column("written_until", existing_type=sa.DateTime(timezone=True), nullable=False)
        for column in ("weekdays", "nags", "tzdata"):
            batch_op.alter_column(column, server_default=None)
        batch_op.drop_constraint(op.f("uq_reminder_patient_id_kind"), type_="unique")
        batch_op.create_unique_constraint(op.f("uq_reminder_public_id"), ["public_id"])
        batch_op.create_index(op.f("ix_reminder_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(op.f("ix_reminder_written_until"), ["written_until"], unique=False)

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("nagged", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE occurrence SET planned_at = due_at")
    op.execute("UPDATE occurrence SET next_at = due_at WHERE state = 'waiting'")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.alter_column("planned_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("nagged", server_default=None)
        batch_op.drop_index("ix_occurrence_state_due_at")
        batch_op.create_index(op.f("ix_occurrence_due_at"), ["due_at"], unique=False)
        batch_op.create_index(op.f("ix_occurrence_next_at"), ["next_at"], unique=False)

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("occurrence_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("nag", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("nag", server_default=None)

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_calendar_feed_patient_id_patient"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("patient_id", name=op.f("uq_calendar_feed_patient_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def downgrade() -> None:
    """The version before knows one reminder of a patient, and no test without an occurrence."""
    op.drop_table("calendar_feed")
    op.execute("DELETE FROM delivery WHERE occurrence_id IS NULL")
    op.execute("DELETE FROM delivery WHERE device_id IN (SELECT id FROM device WHERE channel <> 'push')")
    op.execute("DELETE FROM device WHERE channel <> 'push'")
    op.execute(
        "DELETE FROM delivery WHERE occurrence_id IN (SELECT id FROM occurrence WHERE kind <> 'routine' OR "
        "reminder_id NOT IN (SELECT MIN(id) FROM reminder WHERE kind = 'routine' GROUP BY patient_id))"
    )
    op.execute(
        "DELETE FROM occurrence WHERE kind <> 'routine' OR "
        "reminder_id NOT IN (SELECT MIN(id) FROM reminder WHERE kind = 'routine' GROUP BY patient_id)"
    )
    op.execute(
        "DELETE FROM reminder WHERE id NOT IN (SELECT MIN(id) FROM reminder WHERE kind = 'routine' GROUP BY patient_id)"
    )

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("nag")
        batch_op.alter_column("occurrence_id", existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_occurrence_next_at"))
        batch_op.drop_index(op.f("ix_occurrence_due_at"))
        batch_op.create_index("ix_occurrence_state_due_at", ["state", "due_at"], unique=False)
        for column in ("snoozed_until", "nagged", "next_at", "planned_at"):
            batch_op.drop_column(column)

    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_reminder_written_until"))
        batch_op.drop_index(op.f("ix_reminder_patient_id"))
        batch_op.drop_constraint(op.f("uq_reminder_public_id"), type_="unique")
        for column in ("tzdata", "written_until", "removed_at", "words", "nags", "weekdays", "public_id"):
            batch_op.drop_column(column)
        batch_op.create_unique_constraint(op.f("uq_reminder_patient_id_kind"), ["patient_id", "kind"])

    with op.batch_alter_table("device", schema=None) as batch_op:
        for column in ("detail", "channel", "opened_at"):
            batch_op.drop_column(column)

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_column("pause_until")
        batch_op.drop_column("pause_first")

    with op.batch_alter_table("account", schema=None) as batch_op:
        for column in ("mail_confirmed_at", "kept_zone", "quiet_to", "quiet_from"):
            batch_op.drop_column(column)
