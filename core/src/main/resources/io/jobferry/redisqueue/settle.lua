-- Settles reservations. Behind list.lua. ARGV: RIGHT or LEFT, the end of waiting from which jobs are taken; a number of
-- batches; of each its stamp and a mask of its jobs that are done; then reservation, verb, delay in microseconds, again
-- and again.
-- Returns a mask for each batch, '1' at the place of each job that was settled now and '0' where the reservation is no
-- more; then for each other reservation 1 or 0.
local now = clock()

-- One command for all of them: to call it costs more than what it does.
local done = {}

-- Jobs that a batch does not hold may be held each by itself, under their ids.
local function done_each(batch, mask)
  for place in places(mask) do
    local id = id_of(batch, place)
    if redis.call('ZREM', reserved, id) == 1 then
      done[#done + 1] = id
    else
      mask = cleared(mask, place)
    end
  end
  return mask
end

local function done_of(batch, mask)
  local left = live_of(batch)
  if left == mask then
    keep(batch, '')
    return mask
  end
  if not left then
    return done_each(batch, mask)
  end
  local others = without(mask, left)
  if others ~= mask then
    keep(batch, without(left, mask))
  end
  local lost = without(others, done_each(batch, others))
  return without(mask, lost)
end

-- Of jobs that were in a batch the body is given, for it lies nowhere else any more.
local verbs = {}

function verbs.DONE(id, delay, body)
  if not body then
    done[#done + 1] = id
  end
end

local function own(id, body)
  if body then
    redis.call('HSET', bodies, id, body)
  end
end

function verbs.RETRY(id, delay, body)
  own(id, body)
  redis.call('HINCRBY', failures, id, 1)
  if delay > 0 then
    redis.call('ZADD', delayed, string.format('%.0f', now + delay), id)
  else
    redis.call('LPUSH', again, id)
  end
end

function verbs.DEAD(id, delay, body)
  own(id, body)
  redis.call('LPUSH', failed, id)
end

-- A job that never failed goes back where every program finds it. One that did stays with those who count.
function verbs.RETURN(id, delay, body)
  local back = body or redis.call('HGET', bodies, id)
  if not body and redis.call('HEXISTS', failures, id) == 1 then
    redis.call('RPUSH', again, id)
  elseif back then
    redis.call(ARGV[1] == 'LEFT' and 'LPUSH' or 'RPUSH', waiting, back)
    redis.call('HDEL', bodies, id)
  end
end

-- Takes a job out of its batch, if that holds it; returns the body.
local unpacked = {}
local function taken_out(id)
  local batch, place = origin_of(id)
  local left = place and live_of(batch)
  if left and is_set(left, place) then
    unpacked[batch] = unpacked[batch] or bodies_of(batch)
    keep(batch, cleared(left, place))
    return unpacked[batch][place]
  end
end

local function settle(reservation, verb, delay)
  local id = string.match(reservation, '^[^/]+')
  local body = id == reservation and taken_out(id)
  local held = body and 1 or redis.call('ZREM', reserved, reservation)
  if held == 1 then
    verbs[verb](id, delay, body)
  end
  return held
end

local answers = {}
local names = 3 + 2 * tonumber(ARGV[2])
for i = 3, names - 1, 2 do
  answers[#answers + 1] = done_of(ARGV[i], ARGV[i + 1])
end
for i = names, #ARGV, 3 do
  answers[#answers + 1] = settle(ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]))
end
if #done > 0 then
  redis.call('HDEL', bodies, unpack(done))
  redis.call('HDEL', failures, unpack(done))
end
return answers
