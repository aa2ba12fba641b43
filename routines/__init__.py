"""The product.

core/       pure rules: nights, schedules, safety, building, progress, merging, sharing
library/    the steps as files, and the loader that checks them
figures/    the drawn movements, made from poses
clock.py    the only place that asks the time
keys.py     the session key and the push key, made once
rows.py     rows <-> core values
words.py    codes of the core -> sentences
confirmed.py   the password, asked for once more
web.py      what every request has in common: problems, same-origin, validated JSON
accounts/ builder/ tonight/ caregivers/     the features, each with routes, actions, forms
reminders/  rules and their occurrences
sync/       events in, changes out, the phone's bundle
yours/      everything that is mine: taken home, brought back, deleted
push/       devices, audience, outbox, delivery, sender and its transport
pwa/        manifest, service worker, offline shells, assets with their content hash
worker.py   the heartbeat
"""
