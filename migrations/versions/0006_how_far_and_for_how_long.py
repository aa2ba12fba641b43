"""Caregivers: several scopes, an end by itself, a pause, who is told after whom; consents, looks, turns, notices."""

import uuid
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What stands already was given without an end; it is asked about like all that is given from now on.
LASTS = timedelta(days=90)


def upgrade() -> None:
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.alter_column(
            "scope",
            new_column_name="scopes",
            existing_type=sa.String(length=16),
            type_=sa.String(length=40),
            existing_nullable=False,
        )
        batch_op.add_column(sa.Column("last_night", sa.Date(), nullable=True))

    with op.batch_alter_table("caregiver_grant", schema=None) as batch_op:
        batch_op.alter_column(
            "scope",
            new_column_name="scopes",
            existing_type=sa.String(length=16),
            type_=sa.String(length=40),
            existing_nullable=False,
        )
        batch_op.add_column(sa.Column("public_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("last_night", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("paused", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("after_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("weekdays", sa.Integer(), nullable=False, server_default="127"))
        batch_op.add_column(sa.Column("own_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("mode", sa.String(length=6), nullable=False, server_default="each"))
        batch_op.add_column(sa.Column("summary_at", sa.DateTime(timezone=True), nullable=True))
    grant = sa.table(
        "caregiver_grant",
        sa.column("id", sa.Integer),
        sa.column("public_id", sa.String),
        sa.column("ended_at", sa.DateTime(timezone=True)),
        sa.column("lapses_at", sa.DateTime(timezone=True)),
    )
    connection = op.get_bind()
    for (known,) in connection.execute(sa.select(grant.c.id)).all():
        connection.execute(sa.update(grant).where(grant.c.id == known).values(public_id=str(uuid.uuid4())))
    connection.execute(
        sa.update(grant).where(grant.c.ended_at.is_(None)).values(lapses_at=datetime.now(UTC) + LASTS)  # noqa: TID251
    )
    with op.batch_alter_table("caregiver_grant", schema=None) as batch_op:
        batch_op.alter_column("public_id", existing_type=sa.String(length=36), nullable=False)
        for column in ("quiet", "after_minutes", "weekdays", "own_minutes", "mode"):
            batch_op.alter_column(column, server_default=None)
        batch_op.create_unique_constraint(op.f("uq_caregiver_grant_public_id"), ["public_id"])
        batch_op.create_index(op.f("ix_caregiver_grant_summary_at"), ["summary_at"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("scopes", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id_patient"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["caregiver_grant.id"],
            name=op.f("fk_consent_grant_id_caregiver_grant"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_patient_id"), "consent", ["patient_id"], unique=False)
    op.create_index(op.f("ix_consent_grant_id"), "consent", ["grant_id"], unique=False)
    op.execute(
        "INSERT INTO consent (patient_id, grant_id, who, scopes, given_at, withdrawn_at) "
        "SELECT patient_id, id, who, scopes, accepted_at, ended_at FROM caregiver_grant"
    )

    op.create_table(
        "viewing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=40), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        _of_grant("viewing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
    )
    op.create_index("ix_viewing_grant_id_last_at", "viewing", ["grant_id", "last_at"], unique=False)

    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_turn_patient_id_patient"), ondelete="CASCADE"
        ),
        _of_grant("turn"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("patient_id", "night", name=op.f("uq_turn_patient_id_night")),
    )
    op.create_index(op.f("ix_turn_grant_id"), "turn", ["grant_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _of_grant("notice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("grant_id", "kind", "night", name=op.f("uq_notice_grant_id_kind_night")),
    )
    op.create_index("ix_notice_state_due_at", "notice", ["state", "due_at"], unique=False)

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rang_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_delivery_notice_id_notice"), "notice", ["notice_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_unique_constraint(op.f("uq_delivery_notice_id_device_id"), ["notice_id", "device_id"])


def _of_grant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["grant_id"],
        ["caregiver_grant.id"],
        name=op.f(f"fk_{table}_grant_id_caregiver_grant"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    """The version before knows reminder copies alone, and they must not go to whom they were not given."""
    op.execute("DELETE FROM delivery WHERE notice_id IS NOT NULL")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_delivery_notice_id_device_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_delivery_notice_id_notice"), type_="foreignkey")
        batch_op.drop_column("due_at")
        batch_op.drop_column("rang_at")
        batch_op.drop_column("notice_id")
    for table in ("notice", "turn", "viewing", "consent"):
        op.drop_table(table)
    for table in ("invite", "caregiver_grant"):
        op.execute(f"DELETE FROM {table} WHERE scopes NOT LIKE '%reminders%'")  # noqa: S608 - our own names
        op.execute(f"UPDATE {table} SET scopes = 'reminders'")  # noqa: S608
    with op.batch_alter_table("caregiver_grant", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_caregiver_grant_summary_at"))
        batch_op.drop_constraint(op.f("uq_caregiver_grant_public_id"), type_="unique")
        for column in (
            "summary_at",
            "mode",
            "own_minutes",
            "weekdays",
            "after_minutes",
            "quiet",
            "paused",
            "last_night",
            "lapses_at",
            "public_id",
        ):
            batch_op.drop_column(column)
        _back(batch_op)
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_column("last_night")
        _back(batch_op)


def _back(batch_op: "op.BatchOperations") -> None:  # type: ignore[name-defined]
    batch_op.alter_column(
        "scopes",
        new_column_name="scope",
        existing_type=sa.String(length=40),
        type_=sa.String(length=16),
        existing_nullable=False,
    )
