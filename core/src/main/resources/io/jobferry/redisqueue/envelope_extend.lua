-- Begins leases anew on core-queue's keys. Behind envelope.lua. KEYS: reserved; ARGV: member, lowest and highest score in
-- microseconds, lease in microseconds; again and again. Returns for each the new score in microseconds, 0 if the
-- reservation is no more.
local reserved = KEYS[1]
local now = clock()

local scores = {}
local function ends_in(lease)
  scores[lease] = scores[lease] or free_score(reserved, now + lease)
  return scores[lease]
end

local function extend(member, lowest, highest, lease)
  local score = redis.call('ZSCORE', reserved, member)
  local held = score and micros(score)
  if not held or held < lowest or held > highest then
    return '0'
  end
  local ends = ends_in(lease)
  -- Taken away first: a server that is out of memory refuses a script that begins with ZADD.
  redis.call('ZREM', reserved, member)
  redis.call('ZADD', reserved, seconds(ends), member)
  return string.format('%.0f', ends)
end

local answers = {}
for i = 1, #ARGV, 4 do
  answers[#answers + 1] = extend(ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]))
end
return answers
