-- Scores on core-queue's keys: Unix seconds in the keys, microseconds here and there.

local function seconds(micros)
  return string.format('%.6f', micros / 1000000)
end

local function micros(score)
  return math.floor(tonumber(score) * 1000000 + 0.5)
end

-- The first score from here on, in microseconds, that no member has: so those that have it got it in one call. Nor is it
-- a whole second, for such scores core-queue writes.
local function free_score(zset, first)
  local free = first
  while free % 1000000 == 0 or redis.call('ZCOUNT', zset, seconds(free), seconds(free)) > 0 do
    free = free + 1
  end
  return free
end
