"""The step of an event has a column of its own: looking back over years counts them and reads no body."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE, NOW = "ix_event_patient_id_kind", "ix_event_patient_id_kind_night_step"


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.String(length=64), nullable=True))
    event = sa.table("event", sa.column("step", sa.String), sa.column("body", sa.JSON))
    named = event.c.body["step"].as_string()
    op.get_bind().execute(sa.update(event).where(named.is_not(None)).values(step=named))
    op.drop_index(op.f(BEFORE), table_name="event")
    op.create_index(op.f(NOW), "event", ["patient_id", "kind", "night", "step"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(NOW), table_name="event")
    op.create_index(op.f(BEFORE), "event", ["patient_id", "kind"], unique=False)
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("step")
